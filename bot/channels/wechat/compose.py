"""The advisor's messages as WeChat messages: packed into few, cut at 2,048 bytes, options and plan card at the end."""

from collections.abc import Sequence
from dataclasses import replace

from bot.channels.collected import Reply
from bot.channels.wechat.choices import labelled, pointing_words
from bot.channels.wechat.outbound import Card, Option, Part
from bot.channels.wechat.split import MOST_BYTES, paragraphs, size, split
from bot.channels.wechat.words import MORE, PLAN_DESCRIPTION, PLAN_TITLE, WAYS_ON

_ROOM = size(f"\n\n{MORE}")
"""Left free, so that a part can say that more follows."""
_MOST_TEXT = MOST_BYTES - _ROOM
_MOST_MENU_HEAD = 1_024
_MOST_OPTIONS = 10


def options_of(replies: Sequence[Reply]) -> tuple[Option, ...]:
    """The last buttons shown, as options; a title that is shown twice counts once."""
    asking = next((reply for reply in reversed(replies) if reply["buttons"]), None)
    if asking is None:
        return ()
    buttons = list({button["title"]: button for button in asking["buttons"]}.values())[:_MOST_OPTIONS]
    return labelled(buttons, [reply["text"] for reply in replies], asking["custom"])


def takes_several(replies: Sequence[Reply]) -> bool:
    """Whether the question last asked takes several answers at once."""
    return any(reply["custom"].get("several") for reply in replies[-1:])


def what_numbers_mean(replies: Sequence[Reply]) -> str:
    """The words that a bare number stands for, by the answer last given; "" where it stands for nothing."""
    return pointing_words([reply["text"] for reply in replies], replies[-1]["custom"]) if replies else ""


def composed(replies: Sequence[Reply], options: Sequence[Option], options_id: str, *, pushed: bool) -> list[Part]:
    """The parts of one answer, in order; ``pushed``: tappable options and cards can be sent, else all is text."""
    text = "\n\n".join(reply["text"] for reply in replies if reply["text"])
    card = next((found for reply in replies if (found := _card(reply))), None)
    cards = [Part(card=card)] if card and pushed else []
    transfer = [Part(transfer=True)] if any(reply["custom"].get("transfer") for reply in replies) else []
    if not options:
        return [*_texts(text), *cards, *transfer]
    if not pushed:
        return [*_with_lines(_texts(text), options), *transfer]
    body, head = _menu_head(text)
    return [*_texts(body), *cards, Part(head, tuple(options), options_id), *transfer]


def with_more(part: Part) -> Part | None:
    """``part`` with a word that more follows; None where it has no room for one."""
    if part.card or part.transfer or size(part.plain) > _MOST_TEXT:
        return None
    return replace(part, text=f"{part.plain}\n\n{MORE}", options=(), options_id="")


def _texts(text: str) -> list[Part]:
    return [Part(piece) for piece in split(text, _MOST_TEXT)]


def _with_lines(parts: list[Part], options: Sequence[Option]) -> list[Part]:
    """The options as lines below the last text, or as a text of their own where they do not fit."""
    last = replace(parts[-1] if parts else Part(), options=tuple(options))
    if size(last.plain) <= _MOST_TEXT:
        return [*parts[:-1], last]
    return [*parts, Part(WAYS_ON, tuple(options))]


def _menu_head(text: str) -> tuple[str, str]:
    """The text before a menu message, and the menu's own: all of it when it is short, else the last paragraph."""
    if size(text) <= _MOST_MENU_HEAD:
        return "", text or WAYS_ON
    last = paragraphs(text)[-1]
    if size(last) > _MOST_MENU_HEAD // 2:
        return text, WAYS_ON
    return text[: text.rindex(last)].rstrip(), last


def _card(reply: Reply) -> Card | None:
    custom = reply["custom"]
    if custom.get("type") != "plan" or not custom.get("url"):
        return None
    return Card(PLAN_TITLE, PLAN_DESCRIPTION, custom["url"])
