"""Which records exist on a topic, page by page, narrowed by a tap or a word."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from rasa_sdk.events import SlotSet

from actions.asking import more, narrows
from actions.base import AdvisorAction
from actions.mention import entity
from actions.records import faq_reply
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import SEARCH, show_list
from actions.statuses import AnswerStatus
from knowledge.advice.about import public_view
from knowledge.advice.search import PAGE, Found, Request, in_words, overview, request_in, search
from knowledge.terms.vocabulary import KINDS

_BUTTONS = 6


class SearchCatalog(AdvisorAction):
    """Which records exist on a topic."""

    action_name = "action_search_catalog"
    notes_facts = True
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """One page with the count in all and ways to narrow or go on; an honest nothing; the kinds when nothing is named."""
        if reply := faq_reply(turn):
            return reply
        request = _request(turn)
        if not request.filtered and not request.topic:
            return _overview(turn)
        found = search(turn.library, request, today=turn.today)
        if not found.records:
            return _nothing(turn, found)
        views = [public_view(record, turn.library, turn.today) for record in found.records]
        text = render(
            "search",
            items=views,
            found=found,
            filters=in_words(request),
            first=request.skip + 1,
            last=request.skip + len(views),
        )
        payload = {
            "type": "catalogue",
            "items": views,
            "total": found.total,
            "first": request.skip + 1,
            "last": request.skip + len(views),
        }
        message = Message(text=text, custom=payload, buttons=_buttons(found))
        events = [*show_list(record.id for record in found.records), _kept(request)]
        return Reply(AnswerStatus.ANSWERED, [message], events)


def ways_on() -> list[dict[str, str]]:
    """Where to go when nothing was found."""
    topics = [
        button(f"看{KINDS[kind]}", "search_catalog", topic=KINDS[kind])
        for kind in ("bank-loan", "subsidy", "equity-fund")
    ]
    return [*topics, button("按我的情况推荐", "seek_recommendation"), button("找人咨询", "ask_expert")]


def _request(turn: Turn) -> Request:
    """What is wanted: as tapped, the next page, what was shown narrowed, or what the words name."""
    if tapped := _tapped(turn):
        return tapped
    last, text = _last(turn), entity(turn.tracker, "topic") or turn.text
    if more(text):
        return last.model_copy(update={"skip": last.skip + PAGE}) if last else request_in(_wanted(turn))
    return last.narrowed(request_in(text)) if last and narrows(text) else request_in(text)


def _wanted(turn: Turn) -> str:
    return turn.profile.need_kind or "贷款"


def _tapped(turn: Turn) -> Request | None:
    raw = entity(turn.tracker, "filters")
    try:
        return Request.model_validate_json(raw) if raw else None
    except ValidationError:
        return None


def _last(turn: Turn) -> Request | None:
    raw = turn.tracker.get_slot(SEARCH)
    return Request.model_validate(raw) if raw else None


def _kept(request: Request) -> dict[str, Any]:
    event: dict[str, Any] = SlotSet(SEARCH, request.model_dump(mode="json"))
    return event


def _buttons(found: Found) -> list[dict[str, str]]:
    onward = [("还有别的", found.request.model_copy(update={"skip": found.request.skip + PAGE}))] if found.rest else []
    steps = [*onward, *found.narrow][: _BUTTONS - 1]
    buttons = [button(label, "search_catalog", filters=request.model_dump_json()) for label, request in steps]
    details = [button(record.title, "ask_record", record=record.id) for record in found.records]
    return [*buttons, *details][:_BUTTONS]


def _nothing(turn: Turn, found: Found) -> Reply:
    """The end of the list, or nothing at all."""
    if found.total:
        message = say("utter_that_is_all", total=found.total, custom={"type": "notice", "total": found.total})
        return Reply(AnswerStatus.NOTHING_FOUND, [message])
    return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_nothing_found", buttons=ways_on())])


def _overview(turn: Turn) -> Reply:
    counts = overview(turn.library, turn.today)
    total = sum(count for _, count in counts)
    text = render("overview", counts=counts, total=total)
    buttons = [button(f"看{label}", "search_catalog", topic=label) for label, _ in counts[:_BUTTONS]]
    kinds = [{"kind": label, "count": count} for label, count in counts]
    payload = {"type": "notice", "total": total, "kinds": kinds}
    return Reply(AnswerStatus.ANSWERED, [Message(text=text, custom=payload, buttons=buttons)])
