"""The choices last shown to a person: a bare 2, ２, 第二个 or a tapped line picks one."""

import json
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.channels.wechat.outbound import Option
from bot.channels.wechat.store import Store
from knowledge.terms.vocabulary import FACTS

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = {word: str(number) for number, word in enumerate("一二三四五六七八九十", 1)}
_PLACE = "[1-9]\\d?|[一二三四五六七八九十]"
_PICK = re.compile(rf"(?:第|选择?)({_PLACE})(?:个|项|条|号|家)?|({_PLACE})号?|(?:选择?)?([A-Za-z])")
_EDGES = " \t\n。.，,、！!；;：:（）()【】[]“”\"'"
_BETWEEN = re.compile(r"[\s,，、和及/;；+]+")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.、](?!\d)", re.MULTILINE)
_LETTERED = re.compile(r"^\s*[A-Z][：:.、]", re.MULTILINE)
_LETTER_FIRST = re.compile(r"[A-Z](?![A-Za-z])")
_LISTED = re.compile(r'/inform\{"(\w+)": "(\[.*\])"\}')
"""A payload that states one list, which travels as JSON text."""
_CLOSED = ("choice", "choices", "flag", "text")
"""Types of fact whose answer is never a bare number."""
_POINTING = {"recommendation": "介绍一下第{}个", "catalogue": "介绍一下第{}个", "plan": "第{}步怎么办"}
"""What a bare number below a numbered answer of each type means, in words that the advisor understands."""
_LAST_SECONDS = 24 * 3600
_TAPPED_SECONDS = 48 * 3600
Custom = dict[str, Any]


def labelled(buttons: Sequence[dict[str, str]], texts: Sequence[str], custom: Custom) -> tuple[Option, ...]:
    """Buttons as options, numbered; lettered where a bare number has another meaning.

    That is below a numbered list, whose 第二个 the advisor itself understands, and at a question for a number. Where
    letters have a meaning (A级, B轮, A and B compared) they are not used.
    """
    shown = "\n".join(texts)
    letters_mean = _LETTERED.search(shown) or any(_LETTER_FIRST.match(button["title"]) for button in buttons)
    numbers_mean = _NUMBERED.search(shown) or _asks_a_number(custom)
    labels = _LETTERS if numbers_mean and not letters_mean else [str(number) for number in range(1, len(buttons) + 1)]
    return tuple(
        Option(label, button["title"], button["payload"]) for label, button in zip(labels, buttons, strict=False)
    )


def _asks_a_number(custom: Custom) -> bool:
    if custom.get("type") != "question":
        return False
    fact = FACTS.get(str(custom.get("fact")))
    return fact is None or fact.type not in _CLOSED


def pointing_words(texts: Sequence[str], custom: Custom) -> str:
    """The words that a bare number stands for after an answer; "" where it stands for nothing."""
    return _POINTING.get(str(custom.get("type")), "") if _NUMBERED.search("\n".join(texts)) else ""


class Choices:
    """Kept per person, shared by all workers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def show(self, sender: str, options: Sequence[Option], *, several: bool, pointing: str = "") -> str:
        """Remember what a reply offers; the id that tapped lines carry, "" when it offers nothing."""
        if not options and not pointing:
            await self._store.put(f"{sender}:shown", "", _LAST_SECONDS)
            return ""
        name = secrets.token_urlsafe(6)
        offered = {"several": several, "pointing": pointing, "options": [asdict(option) for option in options]}
        text = json.dumps(offered, ensure_ascii=False)
        await self._store.put(f"{sender}:options:{name}", text, _TAPPED_SECONDS)
        await self._store.put(f"{sender}:shown", name, _LAST_SECONDS)
        return name

    async def tapped(self, sender: str, menu_id: str) -> str | None:
        """The payload of a tapped line; None when it is no longer known."""
        name, _, label = menu_id.rpartition(".")
        offered = await self._offered(sender, name)
        return next((option.payload for option in offered.options if option.label == label), None)

    async def picked(self, sender: str, text: str) -> str | None:
        """The payload or the words that a bare label or a choice's own words stand for; None when ``text`` is anything else."""
        wanted, said = _labels(text), _plain(text)
        offered = await self._offered(sender, await self._store.get(f"{sender}:shown") or "")
        named = next(
            (option for option in offered.options if said in (_plain(option.title), _plain(option.line))), None
        )
        if named:
            return named.payload
        if not wanted:
            return None
        found = [option for label in wanted for option in offered.options if option.label == label]
        if len(found) == len(wanted) and (len(found) == 1 or offered.several):
            return found[0].payload if len(found) == 1 else _together(found)
        if offered.pointing and len(wanted) == 1 and wanted[0].isdecimal():
            return offered.pointing.format(wanted[0])
        return None

    async def _offered(self, sender: str, name: str) -> "_Offered":
        text = await self._store.get(f"{sender}:options:{name}") if name else None
        if not text:
            return _Offered((), False, "")
        kept = json.loads(text)
        options = tuple(Option(**fields) for fields in kept["options"])
        return _Offered(options, bool(kept["several"]), str(kept["pointing"]))


@dataclass(frozen=True)
class _Offered:
    """What a reply offered."""

    options: tuple[Option, ...]
    several: bool
    pointing: str


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(_EDGES)


def _labels(text: str) -> list[str]:
    matches = [_PICK.fullmatch(word) for word in _BETWEEN.split(_plain(text))]
    if not all(matches):
        return []
    names = [next(filter(None, match.groups())) for match in matches if match]
    return list(dict.fromkeys(_DIGITS.get(name, name.upper()) for name in names))


def _together(options: Sequence[Option]) -> str:
    """One payload for several answers: their lists joined, or their words."""
    facts = [_LISTED.fullmatch(option.payload) for option in options]
    lists = [(fact[1], json.loads(json.loads(f'"{fact[2]}"'))) for fact in facts if fact]
    if len(lists) != len(options) or len({name for name, _ in lists}) != 1:
        return "、".join(option.title for option in options)
    joined = json.dumps(list(dict.fromkeys(value for _, values in lists for value in values)), ensure_ascii=False)
    return f"/inform{json.dumps({lists[0][0]: joined}, ensure_ascii=False)}"
