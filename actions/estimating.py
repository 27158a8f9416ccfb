"""Roughly how much money: a record's own formula over the founder's numbers, asked for where they are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction

from actions.base import AdvisorAction
from actions.interest import interest_reply
from actions.mention import entity, pointed_records, which_one
from actions.records import record_reply
from actions.remember import facts_in
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import FOCUS, FOLLOW, FORM, show_list, show_one, wait_for, wait_no_more
from actions.statuses import AnswerStatus
from knowledge.advice.about import eligibility_report, public_view
from knowledge.advice.details import detail
from knowledge.advice.estimate import Estimate, estimate, label_of, numbers_given
from knowledge.advice.planning.roles import LENDING
from knowledge.advice.planning.worth import wan
from knowledge.advice.worth import computable, estimable, lenders
from knowledge.catalogue.inputs import inputs
from knowledge.catalogue.model import Record
from knowledge.eligibility.truth import Truth
from knowledge.eligibility.wording import number
from knowledge.errors import EstimateImpossible
from knowledge.terms.vocabulary import FACTS, fact_label

_LOANS = re.compile(r"(?:能|可以|大概|最多|估|想)[^，。]{0,8}(?:贷|借|批|放)[^，。]{0,6}(?:多少|几多|几百|多大|到什么)")
_CEILING = re.compile("额度|贷多少|借多少")
"""Asks for an amount too, but of the product in focus where there is one."""
_LENT = re.compile("[贷借][^，。]{0,4}多少")
_OVERALL = re.compile(r"加起来|合起来|叠加|合计|总共|一共|全部|所有")
_PREMISES_SHOWN = 3


class EstimateBenefit(AdvisorAction):
    """Roughly how much: the record's own formula over the founder's numbers."""

    action_name = "action_estimate_benefit"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Compute, ask for the missing number, or say that no formula is public."""
        if interest := interest_reply(turn):
            return interest
        follow = turn.tracker.get_slot(FOLLOW) or {}
        waiting = follow.get("kind") == "estimate" and not turn.library.retriever.resolve(turn.text).record
        if waiting and (reply := continued(turn, follow)):
            return reply
        records = _meant(turn)
        if len(records) > 1:
            return _several(turn, records)
        if records:
            ceiling = records[0].kind in LENDING and records[0].benefit.amount_max_wan and _LENT.search(turn.text)
            return record_reply(turn, records[0]) if ceiling else estimate_reply(turn, records[0], {})
        if _OVERALL.search(turn.text):
            return _overall(turn)
        if _LOANS.search(turn.text) or _CEILING.search(turn.text) or not turn.text:
            return _loans(turn)
        return Reply(AnswerStatus.CLARIFIED, [say("utter_name_what_to_estimate", buttons=_offers(turn))])


def continued(turn: Turn, follow: Mapping[str, Any]) -> Reply | None:
    """The estimate that waited for a number, once the message gives it; None when it does not."""
    record = turn.library.records.get(follow["record"])
    if record is None or record.benefit.formula is None:
        return None
    given = {**follow["given"], **_given(turn, record, follow["asks"])}
    if follow["asks"] in given:
        return estimate_reply(turn, record, given, resume=follow["resume"])
    return _without(turn, record, follow["asks"]) if turn.intent == "dont_know" else None


def estimate_reply(turn: Turn, record: Record, given: Mapping[str, float], *, resume: bool = False) -> Reply:
    """The figure with formula, inputs, cap and premises; else the question for what is missing."""
    given = {**given, **_given(turn, record, None)}
    shown = show_one(turn.tracker, record.id)
    try:
        found = estimate(record, turn.profile, given)
    except EstimateImpossible as problem:
        if problem.missing:
            return _ask(turn, record, problem.missing[0], given, resume)
        return Reply(AnswerStatus.NOTHING_FOUND, [_incomputable(turn, record)], shown)
    events = [*shown, *wait_no_more(turn.tracker), *([FollowupAction(FORM)] if resume else [])]
    return Reply(AnswerStatus.ANSWERED, [_estimated(turn, record, found)], events)


def _incomputable(turn: Turn, record: Record) -> Message:
    """What the record states about the amount, and others on the same matter that can be computed."""
    view = public_view(record, turn.library, turn.today)
    stated = detail(record, "amount").lines
    near = [one for one in estimable(turn.library, turn.text, turn.profile, turn.today) if one.id != record.id]
    others = [button(f"算{one.title}", "estimate_benefit", record=one.id) for one in near[:2]]
    text = render("estimate_missing", item=view, stated=stated)
    return Message(text=text, custom={"type": "notice", "id": record.id}, buttons=[*others, *_ways_on(record)])


def _meant(turn: Turn) -> list[Record]:
    """The record tapped, named or pointed at; else those whose formula is about the words; else the one in focus."""
    records, text = turn.library.records, turn.text
    tapped = entity(turn.tracker, "record")
    if tapped in records:
        return [records[str(tapped)]]
    found = turn.library.retriever.resolve(text)
    if found.record:
        return [found.record]
    if pointed := pointed_records(turn):
        return pointed[:1]
    if about := estimable(turn.library, text, turn.profile, turn.today):
        return about
    focus = records.get(str(turn.tracker.get_slot(FOCUS)))
    return [focus] if focus and text and not _LOANS.search(text) and not _OVERALL.search(text) else []


def _given(turn: Turn, record: Record, asked: str | None) -> dict[str, float]:
    """Numbers of this message for the record's formula, whether or not facts may be kept."""
    formula = record.benefit.formula
    names = formula.names() if formula else ()
    told = {fact: value for fact, (value, _) in facts_in(turn.text).items()} if turn.text else {}
    facts = {name: _low(told[name]) for name in names if name in told}
    kept = {asked: _low(turn.tracker.get_slot(asked))} if asked in FACTS and turn.tracker.get_slot(asked) else {}
    return {**numbers_given(turn.text, names, asked=asked), **facts, **kept}


def _low(value: Any) -> float:
    return float(value[0] if isinstance(value, list | tuple) else value)


def _ask(turn: Turn, record: Record, name: str, given: Mapping[str, float], resume: bool) -> Reply:
    """One question for one number; the form, if it was open, waits and goes on afterwards."""
    formula = record.benefit.formula
    why = f"算法：{formula.text}" if formula else ""
    custom = {"type": "question", "fact": name, "why": why, "id": record.id, "buttons": []}
    if name in inputs():
        message = say("utter_ask_input", title=record.title, ask=inputs()[name].ask, why=why, custom=custom)
    else:
        lead = f"要算【{record.title}】，还差一个数。"
        message = say(f"utter_ask_about_{name}", lead=lead, why=why, custom=custom)
    in_form = turn.tracker.active_loop.get("name") == FORM
    waiting = wait_for(kind="estimate", record=record.id, asks=name, given=dict(given), resume=resume or in_form)
    pause = [ActiveLoop(None), FollowupAction("action_listen")] if in_form else []
    return Reply(AnswerStatus.NEEDS_INFO, [message], [*show_one(turn.tracker, record.id), *pause, *waiting])


def _without(turn: Turn, record: Record, name: str) -> Reply:
    desk = turn.library.institutions[record.contact].name
    formula = record.benefit.formula
    message = say(
        "utter_estimate_without",
        label=label_of(name),
        title=record.title,
        formula=formula.text if formula else "",
        desk=desk,
        custom={"type": "notice", "id": record.id},
        buttons=_ways_on(record),
    )
    return Reply(AnswerStatus.ANSWERED, [message], wait_no_more(turn.tracker))


def _estimated(turn: Turn, record: Record, found: Estimate) -> Message:
    status, judgement = eligibility_report(record, turn.profile, turn.today)
    doubtful = [leaf.text for leaf in judgement.leaves if leaf.must and leaf.verdict is not Truth.YES]
    premises = list(dict.fromkeys(doubtful))
    view = public_view(record, turn.library, turn.today)
    text = render(
        "estimate",
        item=view,
        status=status,
        missing=[fact_label(fact) for fact in judgement.missing],
        found=found,
        amount=wan(found.amount_wan),
        inputs=_in_words(found),
        premises=premises[:_PREMISES_SHOWN],
    )
    payload = {
        "type": "estimate",
        "id": record.id,
        "premises": premises,
        "differences": view["differences"],
        **vars(found),
    }
    return Message(text=text, custom=payload, buttons=_ways_on(record))


def _in_words(found: Estimate) -> dict[str, str]:
    return {label_of(name): f"{wan(value)}万元" for name, value in found.inputs.items()}


def _ways_on(record: Record) -> list[dict[str, str]]:
    return [
        button("我符不符合", "check_eligibility", record=record.id),
        button("怎么申请", "ask_record", record=record.id, aspect="apply"),
    ]


def _loans(turn: Turn) -> Reply:
    """How much can be borrowed: the ceilings of the loans that fit, never a multiple of one's own."""
    found = lenders(turn.library, turn.profile, turn.today)
    items = [{"id": one.id, "title": one.title, "status": status} for one, status in found.shown]
    records = [(one, status, number(one.benefit.amount_max_wan or 0)) for one, status in found.shown]
    text = render("loans", records=records, unstated=found.unstated, told=bool(turn.profile.facts()))
    payload = {"type": "notice", "items": items, "unstated": found.unstated}
    buttons = [button(f"{one.title}我符不符合", "check_eligibility", record=one.id) for one, _ in found.shown[:2]]
    message = Message(text=text, custom=payload, buttons=[*buttons, button("按我的情况推荐", "seek_recommendation")])
    return Reply(AnswerStatus.ANSWERED, [message], show_list(one.id for one, _ in found.shown))


def _several(turn: Turn, records: list[Record]) -> Reply:
    """Those of several that the known numbers are enough for; else which one is meant."""
    names = {name for record in records if record.benefit.formula for name in record.benefit.formula.names()}
    given = numbers_given(turn.text, sorted(names))
    ids = {record.id for record in records}
    found = [pair for pair in computable(turn.library, turn.profile, turn.today, given) if pair[0].id in ids]
    return _listed(found) if found else which_one(tuple(records[:4]), "estimate_benefit")


def _overall(turn: Turn) -> Reply:
    """Everything that can be computed from what is known."""
    found = computable(turn.library, turn.profile, turn.today)
    if not found:
        return Reply(AnswerStatus.NEEDS_INFO, [say("utter_name_what_to_estimate", buttons=_offers(turn))])
    return _listed(found)


def _listed(found: list[tuple[Record, Estimate]]) -> Reply:
    """Estimates one by one: not a sum, for some exclude each other."""
    items = [{"id": record.id, "title": record.title, **vars(one)} for record, one in found]
    lines = [(record, one, wan(one.amount_wan), _in_words(one)) for record, one in found]
    text = render("estimates", lines=lines)
    message = Message(text=text, custom={"type": "notice", "items": items})
    return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record, _ in found))


def _offers(turn: Turn) -> list[dict[str, str]]:
    names = ("tax-rd-super-deduction", "cert-hi-tech", "sme-loan-interest-subsidy-2026")
    known = [turn.library.records[name] for name in names if name in turn.library.records]
    return [button(f"算{record.title}", "estimate_benefit", record=record.id) for record in known]
