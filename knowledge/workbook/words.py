"""How a text is written into a cell and read back, and which known word was meant by an unknown one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from rapidfuzz import fuzz, process

CELL_MAX = 32_767
"""Characters that Excel keeps in one cell."""
_NEAR = 50
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\u200b]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)|_x00(?:0[0-8BbCcDdEeFf]|1[0-9A-Fa-f])_")
_SEPARATORS = "、，,；;\n"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def tidy(text: str) -> str:
    """``text`` as a cell can hold it: plain line ends, no control characters, nothing blank at either end."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def tidied(value: Any) -> Any:
    """``value`` with every text in it tidied; models become dicts, so what two items say can be compared."""
    if isinstance(value, BaseModel):
        return {name: tidied(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, list | tuple):
        return [tidied(one) for one in value]
    return tidy(value) if isinstance(value, str) else value


def escaped(text: str) -> str:
    """``text`` for the file: Excel reads _x0041_ as a letter, so what looks like that is marked as meant."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The opposite of ``escaped``; Excel's own marks for control characters go."""
    return _ESCAPED.sub(lambda found: "_" if found[0].upper() == "_X005F_" else "", text)


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones."""
    return text.translate(_FULL_WIDTH)


def plain(word: str) -> str:
    """A word as it is compared: without blanks, half-width, lower case."""
    return re.sub(r"\s+", "", half_width(word)).lower()


def codes_by_word(choices: Mapping[str, str], also: Mapping[str, str]) -> dict[str, str]:
    """The code that a label, the code itself, or another word for it stands for, by the plain word."""
    labelled = {plain(label): code for code, label in choices.items()}
    return dict(also) | {plain(code): code for code in choices} | labelled


def as_lines(texts: Iterable[str]) -> str:
    """One entry a line; a line break inside an entry is written as backslash n."""
    return "\n".join(text.replace("\\", "\\\\").replace("\n", "\\n") for text in texts)


def from_lines(text: str) -> list[str]:
    """The entries of ``as_lines``; blank lines are left out."""
    return [
        entry
        for line in text.split("\n")
        if (entry := tidy(re.sub(r"\\([\\n])", lambda found: "\n" if found[1] == "n" else "\\", line)))
    ]


def as_series(texts: Iterable[str]) -> str:
    """Entries with 、 between them; a separator inside an entry has a backslash before it."""
    return "、".join(re.sub(rf"([\\{_SEPARATORS}])", r"\\\1", text).replace("\\\n", "\\n") for text in texts)


def from_series(text: str) -> list[str]:
    """The entries of ``as_series``; commas, semicolons and line breaks separate as well."""
    return [entry for entry in map(tidy, _entries(text)) if entry]


def _entries(text: str) -> Iterator[str]:
    entry = ""
    for mark, plain in re.findall(rf"\\([\\n{_SEPARATORS}])|(.)", text, re.DOTALL):
        if plain and plain in _SEPARATORS:
            yield entry
            entry = ""
        else:
            entry += plain or ("\n" if mark == "n" else mark)
    yield entry


def nearest(word: str, known: Collection[str], *, at_least: int = _NEAR) -> str | None:
    """The known word that ``word`` may have been meant as; None when none is near."""
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=at_least)
    if found:
        return str(found[0])
    return next((one for one in known if len(word) > 1 and (word in one or one in word)), None)


def quoted(value: object, longest: int = 40) -> str:
    """A value as it is cited in a message, cut where it is long."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= longest else text[:longest] + '…'}”"
