"""The step-by-step plan in the conversation: short text, payload, and links to the page and the Word file."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.plans.shelf import Addresses, put_away
from actions.plans.view import View, payload_of, plan_view, steps_of
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import PLAN, VIEW, opening_words, show_list
from actions.statuses import AnswerStatus
from knowledge.advice.planning.plan import make_plan


def plan_button() -> dict[str, str]:
    """The way to the plan from a recommendation."""
    return button("排一份分步方案", "seek_recommendation", view=PLAN)


def plan_reply(turn: Turn) -> Reply:
    """The plan for what is known now; a request for facts when nothing is."""
    if not turn.profile.facts():
        return Reply(AnswerStatus.NEEDS_INFO, [say("utter_plan_needs_facts")])
    plan = make_plan(turn.library, turn.profile, today=turn.today, words=opening_words(turn.tracker))
    done = [SlotSet(VIEW, None)]
    if not plan.steps:
        nothing = say("utter_nothing_suits", buttons=[button("找人咨询", "ask_expert")])
        return Reply(AnswerStatus.NOTHING_FOUND, [nothing], done)
    view = plan_view(plan, turn.profile, turn.today)
    addresses = put_away(turn.tracker.sender_id, view)
    shown = show_list(step["records"][0] for step in steps_of(view))
    return Reply(AnswerStatus.ANSWERED, [_message(view, addresses)], [*done, *shown])


def _message(view: View, addresses: Addresses | None) -> Message:
    where = vars(addresses) if addresses else {"url": None, "word_url": None, "path": None, "expires_on": None}
    buttons = [
        button(f"第{step['number']}步怎么办", "ask_record", record=step["records"][0], aspect="apply")
        for step in view["now"][:3]
    ]
    return Message(
        text=render("plan", plan=view, where=where),
        custom={**payload_of(view), **where},
        buttons=[*buttons, button("找人咨询", "ask_expert")],
    )
