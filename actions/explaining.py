"""What a concept means, with a local example; two concepts against each other."""

from __future__ import annotations

from actions.base import AdvisorAction
from actions.comparing import concepts_reply
from actions.mention import pointed_records
from actions.records import record_reply
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.search import ways_on
from actions.situation import show_list
from actions.statuses import AnswerStatus
from knowledge.advice.find import find_term
from knowledge.advice.library import on_offer
from knowledge.catalogue.model import Term


class ExplainTerm(AdvisorAction):
    """What a concept means, with a local example."""

    action_name = "action_explain_term"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """The glossary's words, for two terms side by side; else a record of that name; else an honest no."""
        if reply := concepts_reply(turn):
            return reply
        if term := find_term(turn.library, turn.text):
            return _explained(turn, term)
        named = next(iter(pointed_records(turn)), None) or turn.library.retriever.resolve(turn.text).record
        if named:
            return record_reply(turn, named)
        return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_unknown_term", buttons=ways_on())])


def _explained(turn: Turn, term: Term) -> Reply:
    offered = on_offer(turn.library, turn.today)
    usable = [offered[name] for name in term.records if name in offered]
    text = render("term", term=term, titles=[record.title for record in usable])
    buttons = [button(record.title, "ask_record", record=record.id) for record in usable[:3]]
    payload = {"type": "notice", "term": term.term, "records": [record.id for record in usable]}
    message = Message(text=text, custom=payload, buttons=buttons)
    return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record in usable))
