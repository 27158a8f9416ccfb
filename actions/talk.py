"""The rest of a conversation: greetings, thanks, limits, and what was not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import FollowupAction

from actions.base import AdvisorAction
from actions.form import recommend
from actions.memory import openings
from actions.records import about_record
from actions.reply import Reply, Turn, button, say
from actions.situation import FOCUS, FORM, REQUESTED, TURN_FACTS, consented, listed
from actions.statuses import AnswerStatus
from knowledge.advice.aspects import aspects_of
from knowledge.questions.bank import question_bank

_READINGS = {
    "seek_recommendation": "按我的情况推荐",
    "search_catalog": "看看有哪些产品",
    "ask_record": "问某个产品的细节",
    "inform": "说说公司的情况",
    "check_eligibility": "看我符不符合",
    "explain_term": "解释一个名词",
    "ask_expert": "找机构或专家",
    "compare_records": "比较几个产品",
    "estimate_benefit": "估算能拿多少钱",
    "what_if": "假设情况变了会怎样",
    "show_profile": "看看记下了什么",
    "delete_profile": "删除我的资料",
    "subscribe_updates": "有新政策通知我",
    "restart": "重新开始",
}
"""How an intent is offered when it is only likely; the first ones stand in when nothing is."""
_MOST_READINGS = 3
_LONGEST_NAME = 8
"""Characters of a message that is a product's name and nothing else."""


def _fixed(
    name: str, response: str, status: AnswerStatus = AnswerStatus.ANSWERED, *, offer: bool = False
) -> type[AdvisorAction]:
    """An action that says one sentence of bot/domain."""

    def answer(self: AdvisorAction, turn: Turn) -> Reply:
        return Reply(status, [say(response, buttons=openings() if offer else None)])

    return type(
        name,
        (AdvisorAction,),
        {"action_name": name, "answer": answer, "__module__": __name__, "__doc__": f"Says {response}."},
    )


Greet = _fixed("action_greet", "utter_greet", offer=True)
Goodbye = _fixed("action_goodbye", "utter_goodbye")
Thank = _fixed("action_thank", "utter_thank")
Capabilities = _fixed("action_bot_capabilities", "utter_capabilities", offer=True)


class OutOfScope(AdvisorAction):
    """What the advisor does not do; a bare product name is a question about it, whatever it was taken for."""

    action_name = "action_out_of_scope"
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """A kind sentence about what the advisor is for, and ways to go on."""
        if 0 < len(turn.text) <= _LONGEST_NAME and turn.library.retriever.resolve(turn.text).record:
            return about_record(turn)
        return Reply(AnswerStatus.OUT_OF_SCOPE, [say("utter_out_of_scope", buttons=openings())])


class NothingPending(AdvisorAction):
    """不想说 or 不清楚 with no question open: show what fits what is known, if that is allowed."""

    action_name = "action_nothing_pending"

    def answer(self, turn: Turn) -> Reply:
        """A recommendation for 先给结果, else ways to go on."""
        if turn.intent == "skip" and consented(turn.tracker):
            return recommend(turn)
        return Reply(AnswerStatus.CLARIFIED, [say("utter_what_next", buttons=openings())])


class WhyAsk(AdvisorAction):
    """Why a question is asked."""

    action_name = "action_why_ask"

    def answer(self, turn: Turn) -> Reply:
        """The reason of the pending question, or why facts are asked at all."""
        pending = turn.tracker.get_slot(REQUESTED)
        spec = question_bank().facts.get(pending or "")
        if spec is None:
            return Reply(AnswerStatus.ANSWERED, [say("utter_why_in_general")])
        return Reply(AnswerStatus.ANSWERED, [say("utter_why_this", why=spec.why)])


class NluFallback(AdvisorAction):
    """Not sure what was meant: facts count as told, a named record as asked about, else offer the likeliest readings."""

    action_name = "action_nlu_fallback"
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """Go on with the form, answer about the record, or ask which reading."""
        if listed(turn.tracker, TURN_FACTS):
            return Reply(AnswerStatus.ANSWERED, [], [FollowupAction(FORM)])
        if turn.library.retriever.resolve(turn.text).record or _asks_on(turn):
            return about_record(turn)
        return Reply(AnswerStatus.CLARIFIED, [say("utter_which_meaning", buttons=_likeliest(turn))])


def _asks_on(turn: Turn) -> bool:
    """Whether the words ask for a detail of the product last talked about: 要押房子不."""
    return bool(turn.tracker.get_slot(FOCUS) and aspects_of(turn.text))


def _likeliest(turn: Turn) -> list[dict[str, str]]:
    ranking: list[dict[str, Any]] = turn.tracker.latest_message.get("intent_ranking") or []
    named = [item["name"] for item in ranking if item["name"] in _READINGS]
    chosen = list(dict.fromkeys([*named, *_READINGS]))[:_MOST_READINGS]
    return [button(_READINGS[intent], intent) for intent in chosen] + [button("找人咨询", "human_handoff")]
