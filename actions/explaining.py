"""What a concept means, with a local example; two concepts against each other."""

from __future__ import annotations

from actions.base import AdvisorAction
from actions.comparing import concepts_reply
from actions.mention import pointed_records
from actions.records import record_reply
from actions.reply import Reply, Turn, say
from actions.search import ways_on
from actions.statuses import AnswerStatus
from actions.term_reply import term_reply
from knowledge.advice.find import find_term


class ExplainTerm(AdvisorAction):
    """What a concept means, with a local example."""

    action_name = "action_explain_term"
    notes_facts = True
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """The glossary's words, for two terms side by side; else a record of that name; else an honest no."""
        if reply := concepts_reply(turn):
            return reply
        if term := find_term(turn.library, turn.text):
            return term_reply(turn, term)
        named = next(iter(pointed_records(turn)), None) or turn.library.retriever.resolve(turn.text).record
        if named:
            return record_reply(turn, named)
        return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_unknown_term", buttons=ways_on())])
