"""Which record a founder's sentence names: title, alias, abbreviation, homophone or typo, with other words around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from knowledge.catalogue.model import Record
from knowledge.retrieval.names import NameIndex
from knowledge.retrieval.settings import NameSettings
from knowledge.retrieval.words import plain


@dataclass(frozen=True)
class Resolution:
    """``record`` when the sentence names one clearly, ``candidates`` when two to four, neither when none."""

    record: Record | None = None
    candidates: tuple[Record, ...] = ()

    def without(self, ids: frozenset[str]) -> Resolution:
        """The resolution less the records of ``ids``; a single candidate left is the record."""
        if self.record:
            return Resolution() if self.record.id in ids else self
        left = tuple(record for record in self.candidates if record.id not in ids)
        return Resolution(record=left[0]) if len(left) == 1 else Resolution(candidates=left)


@dataclass(frozen=True)
class _Match:
    name: str
    start: int
    exact: bool

    @property
    def end(self) -> int:
        return self.start + len(self.name)

    def inside(self, other: _Match) -> bool:
        return self.start >= other.start and self.end <= other.end and len(self.name) < len(other.name)


class Resolver:
    """Tries names as written, then as they sound, then with a typo, then parts and abbreviations of names."""

    def __init__(self, records: Sequence[Record], names: NameIndex, settings: NameSettings) -> None:
        self._records = records
        self._index = names
        self._owners = names.owners
        self._settings = settings
        self._spoken = {name: _sound(name) for name in names.owners if len(name) >= settings.shortest_by_sound}

    def resolve(self, mention: str) -> Resolution:
        """The record or records that the sentence names."""
        text = plain(mention[: self._settings.longest_mention])
        positions = self._named(text)
        if not positions:
            return Resolution()
        if len(positions) > 1:
            positions = self._of_provider(text, positions)
        found = tuple(self._records[position] for position in positions[: self._settings.most_candidates])
        return Resolution(record=found[0]) if len(found) == 1 else Resolution(candidates=found)

    def _named(self, text: str) -> list[int]:
        matches = _outermost(self._exact(text)) or _outermost(self._by_sound(text)) or self._by_typo(text)
        if matches:
            return self._specific([position for match in matches for position in self._owners[match.name]])
        core = self._index.core(text)
        return self._by_part(core) or self._by_abbreviation(core)

    def _exact(self, text: str) -> list[_Match]:
        return [_Match(name, text.index(name), exact=True) for name in self._owners if name in text]

    def _by_sound(self, text: str) -> list[_Match]:
        heard = _sound(text)
        found = []
        for name, sound in self._spoken.items():
            size = len(sound)
            for start in range(len(heard) - size + 1):
                if heard[start : start + size] == sound:
                    found.append(_Match(name, start, exact=False))
                    break
        return found

    def _by_typo(self, text: str) -> list[_Match]:
        found: list[tuple[float, _Match]] = []
        for name in self._owners:
            if len(name) < self._settings.shortest_with_typo or len(text) < len(name) - 1:
                continue
            aligned = fuzz.partial_ratio_alignment(name, text, score_cutoff=70)
            if aligned is None:
                continue
            said = text[aligned.dest_start : aligned.dest_end]
            if self._index.only_generic(said):
                continue
            allowed = 1 if len(name) < self._settings.two_typos_from else 2
            distance = Levenshtein.distance(name, said, score_cutoff=allowed)
            if distance <= allowed:
                found.append((distance / len(name), _Match(name, aligned.dest_start, exact=False)))
        closest = min((share for share, _ in found), default=0.0)
        return _outermost([match for share, match in found if share == closest])

    def _by_part(self, core: str) -> list[int]:
        if len(core) < self._settings.shortest_part or core in self._settings.generic:
            return []
        names = sorted((name for name in self._owners if core in name), key=len)
        found = list(dict.fromkeys(position for name in names for position in self._owners[name]))
        return found if len(core) >= self._settings.shortest_shared_part else self._few(found)

    def _by_abbreviation(self, core: str) -> list[int]:
        if len(core) < self._settings.shortest_abbreviation or self._index.only_generic(core):
            return []
        return self._few(
            position
            for name in self._owners
            if core[0] == name[0] and len(name) > len(core) and _is_subsequence(core, name)
            for position in self._owners[name]
        )

    def _few(self, positions: Iterable[int]) -> list[int]:
        found = list(dict.fromkeys(positions))
        return found if len(found) <= self._settings.most_candidates else []

    def _specific(self, positions: list[int]) -> list[int]:
        found = list(dict.fromkeys(positions))
        others = [position for position in found if self._records[position].kind not in self._settings.yielding_kinds]
        return others or found

    def _of_provider(self, text: str, positions: list[int]) -> list[int]:
        said = [full for short, full in self._settings.providers.items() if short in text]
        theirs = [position for position in positions if any(name in self._records[position].provider for name in said)]
        return theirs or positions


def _sound(text: str) -> list[str]:
    """Pinyin of each character by itself, so that a name sounds the same wherever it stands."""
    return [lazy_pinyin(letter, style=Style.NORMAL)[0] for letter in text]


def _outermost(matches: list[_Match]) -> list[_Match]:
    return [match for match in matches if not any(match.inside(other) for other in matches)]


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
