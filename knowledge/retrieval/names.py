"""Every way to say a record's name, and how well a whole query matches one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.catalogue.model import Record
from knowledge.retrieval.documents import names_of
from knowledge.retrieval.settings import NameSettings
from knowledge.retrieval.words import plain

_BRACKETED = re.compile(r"[（(【《〔“\"][^）)】》〕”\"]*[）)】》〕”\"]")
_QUOTES = str.maketrans("", "", '《》“”"「」')
_SPLIT = re.compile(r"[/／|｜]")


class NameIndex:
    """Names of ``records`` in comparable form; ``owners``: name -> positions of the records that bear it."""

    def __init__(self, records: Sequence[Record], settings: NameSettings) -> None:
        self._settings = settings
        self._records = len(records)
        self.owners: dict[str, list[int]] = {}
        for position, record in enumerate(records):
            for name in _variants(record):
                if len(name) >= settings.shortest and name not in settings.generic:
                    self.owners.setdefault(name, []).append(position)
        self._names = list(self.owners)

    def scores(self, query: str) -> np.ndarray:
        """How well each record's best name matches the query as a whole, 0..1, shape (records,)."""
        core = self.core(query)
        best = np.zeros(self._records, dtype=np.float32)
        if not core or not self._names:
            return best
        for name, score in zip(self._names, process.cdist([core], self._names, scorer=fuzz.ratio)[0], strict=True):
            value = max(float(score) / 100, _share(name, core))
            best[self.owners[name]] = np.maximum(best[self.owners[name]], value)
        return np.where(best < self._settings.least, 0.0, best)

    def core(self, query: str) -> str:
        """The query without greetings, question words and other filler."""
        text = plain(query)
        for word in self._settings.filler:
            text = text.replace(word, "")
        return text

    def only_generic(self, text: str) -> bool:
        """Whether nothing but words that name a whole field is left in ``text``."""
        for word in sorted(self._settings.generic, key=len, reverse=True):
            text = text.replace(word, "")
        return len(text) < 2


def _share(name: str, core: str) -> float:
    """A name inside the query counts the more, the more of the query it makes up."""
    return 0.6 + 0.4 * len(name) / len(core) if name in core else 0.0


def _variants(record: Record) -> list[str]:
    """Each name as written, without brackets, and each of its parts between slashes."""
    forms: list[str] = []
    for name in names_of(record):
        unquoted = name.translate(_QUOTES)
        bare = _BRACKETED.sub("", unquoted)
        forms += [name, unquoted, bare, *(_SPLIT.split(bare) if _SPLIT.search(bare) else [])]
    return list(dict.fromkeys(plain(form) for form in forms if plain(form)))
