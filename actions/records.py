"""Answers about records that the founder names: details, own eligibility, comparison, estimate."""

from __future__ import annotations

from typing import Any

from actions.base import AdvisorAction
from actions.mention import entity, mention_of, name_one, which_one
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import SHOWN, listed, show_list, show_one
from actions.statuses import AnswerStatus
from actions.words import facts_in_words
from knowledge.advice.about import Estimate, comparison_rows, eligibility_report, estimate, public_view, standing
from knowledge.advice.advise import advise
from knowledge.advice.aspects import aspect_of
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import Judgement
from knowledge.eligibility.wording import number
from knowledge.errors import EstimateImpossible
from knowledge.terms.hypotheses import extract_hypotheses
from knowledge.terms.vocabulary import FACTS, fact_label

_SHOWN_TOGETHER = 4


class AskRecord(AdvisorAction):
    """A detail of one record."""

    action_name = "action_ask_record"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """The aspect asked for, with source and validity."""
        return about_record(turn)


def about_record(turn: Turn) -> Reply:
    """The detail asked for of the record that the message names or points at."""
    mention = mention_of(turn)
    if not mention.records:
        return which_one(mention.candidates, "ask_record") if mention.candidates else name_one()
    record = mention.records[0]
    aspect = entity(turn.tracker, "aspect") or aspect_of(turn.text)
    view = public_view(record, turn.library, turn.today)
    buttons = [
        button("我符不符合", "check_eligibility", record=record.id),
        button("怎么申请", "ask_record", record=record.id, aspect="apply"),
        button("找谁问", "ask_record", record=record.id, aspect="contact"),
    ]
    message = Message(
        text=render("record", item=view, aspect=aspect),
        custom={"type": "record", "aspect": aspect, **view},
        buttons=buttons,
    )
    return Reply(AnswerStatus.ANSWERED, [message], show_one(turn.tracker, record.id))


class CheckEligibility(AdvisorAction):
    """Can my company get it: condition by condition with the founder's own values."""

    action_name = "action_check_eligibility"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Judge the named record; say which answer would settle what is open."""
        mention = mention_of(turn)
        if not mention.records:
            return which_one(mention.candidates, "check_eligibility") if mention.candidates else name_one()
        record = mention.records[0]
        status, judgement = eligibility_report(record, turn.profile, turn.today)
        why_not = standing(record, turn.today)
        payload = {
            "type": "eligibility",
            "id": record.id,
            "title": record.title,
            "status": status,
            "standing": why_not,
            "conditions": _conditions(judgement),
        }
        text = render(
            "eligibility",
            title=record.title,
            status=status,
            judgement=judgement,
            missing=[fact_label(fact) for fact in judgement.missing],
            standing=why_not,
            item=public_view(record, turn.library, turn.today),
        )
        buttons = [
            button("怎么申请", "ask_record", record=record.id, aspect="apply"),
            button("推荐适合我的", "seek_recommendation"),
        ]
        outcome = AnswerStatus.NEEDS_INFO if status == "needs_info" and judgement.missing else AnswerStatus.ANSWERED
        return Reply(outcome, [Message(text=text, custom=payload, buttons=buttons)], show_one(turn.tracker, record.id))


class CompareRecords(AdvisorAction):
    """Two or more records side by side."""

    action_name = "action_compare_records"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Those named, or the first of what was last shown."""
        records = _to_compare(turn)
        if len(records) < 2:
            return Reply(AnswerStatus.CLARIFIED, [say("utter_name_two_records")])
        rows = comparison_rows(records, turn.library)
        titles = [record.title for record in records]
        payload = {"type": "comparison", "ids": [record.id for record in records], "titles": titles, "rows": rows}
        message = Message(text=render("comparison", titles=titles, rows=rows), custom=payload)
        return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record in records))


class EstimateBenefit(AdvisorAction):
    """Roughly how much: the record's own formula over the founder's numbers."""

    action_name = "action_estimate_benefit"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Compute, or ask for the missing number, or say that no formula is public."""
        mention = mention_of(turn)
        if not mention.records:
            return which_one(mention.candidates, "estimate_benefit") if mention.candidates else name_one()
        record = mention.records[0]
        shown = show_one(turn.tracker, record.id)
        try:
            found = estimate(record, turn.profile)
        except EstimateImpossible as problem:
            missing = [fact_label(fact) for fact in problem.missing]
            text = render("estimate_missing", item=public_view(record, turn.library, turn.today), missing=missing)
            outcome = AnswerStatus.NEEDS_INFO if missing else AnswerStatus.NOTHING_FOUND
            return Reply(outcome, [Message(text=text)], shown)
        payload = {"type": "estimate", "id": record.id, **vars(found)}
        return Reply(AnswerStatus.ANSWERED, [Message(text=_estimate_text(record, found, turn), custom=payload)], shown)


def _estimate_text(record: Record, found: Estimate, turn: Turn) -> str:
    """The figure never stands alone: whether the firm qualifies at all, and the premises, come with it."""
    status, judgement = eligibility_report(record, turn.profile, turn.today)
    return render(
        "estimate",
        item=public_view(record, turn.library, turn.today),
        amount=number(found.amount_wan),
        found=found,
        inputs={fact_label(fact): f"{number(value)}{FACTS[fact].unit}" for fact, value in found.inputs.items()},
        status=status,
        missing=[fact_label(fact) for fact in judgement.missing],
        to_confirm=judgement.to_confirm,
    )


class WhatIf(AdvisorAction):
    """What would change if something about the company were different; nothing is stored."""

    action_name = "action_what_if"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Judge with the supposed facts and list only what becomes better or worse."""
        supposed = {mention.fact: mention.value for mention in extract_hypotheses(turn.text, today=turn.today)}
        if not supposed:
            return Reply(AnswerStatus.CLARIFIED, [say("utter_what_if_how")])
        profile = turn.profile.model_copy(update=type(turn.profile).model_validate(supposed).facts())
        before = {item.id: item for item in advise(turn.library, turn.profile, today=turn.today).items}
        after = advise(turn.library, profile, today=turn.today)
        changed = [item for item in after.items if item.id not in before or before[item.id].status != item.status]
        words = facts_in_words(profile, turn.today, only=supposed)
        text = render("what_if", supposed=words, changed=changed)
        payload = {"type": "notice", "supposed": supposed, "changed": [item.id for item in changed]}
        return Reply(AnswerStatus.ANSWERED, [Message(text=text, custom=payload)])


def _to_compare(turn: Turn) -> list[Record]:
    mention = mention_of(turn)
    named = list(dict.fromkeys([*(record.id for record in (*mention.records, *mention.candidates))]))
    if len(named) < 2:
        named = list(dict.fromkeys([*named, *_named_apart(turn), *listed(turn.tracker, SHOWN)]))
    return [turn.library.records[name] for name in named if name in turn.library.records][:_SHOWN_TOGETHER]


def _named_apart(turn: Turn) -> list[str]:
    pieces = [piece for mark in ("和", "跟", "与", "、", "还是", "比") for piece in turn.text.split(mark)]
    found = [turn.library.retriever.resolve(piece).record for piece in dict.fromkeys(pieces)]
    return [record.id for record in found if record]


def _conditions(judgement: Judgement) -> list[dict[str, Any]]:
    return [
        {
            "text": leaf.text,
            "fact": leaf.fact,
            "verdict": leaf.verdict.value,
            "yours": leaf.yours,
            "clause": leaf.clause,
        }
        for leaf in judgement.leaves
    ]
