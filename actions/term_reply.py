"""A glossary term as an answer."""

from __future__ import annotations

from actions.render import render
from actions.reply import Message, Reply, Turn, button
from actions.situation import show_list
from actions.statuses import AnswerStatus
from knowledge.advice.library import on_offer
from knowledge.catalogue.model import Term


def term_reply(turn: Turn, term: Term) -> Reply:
    """What the term means, with the records that are its local examples."""
    offered = on_offer(turn.library, turn.today)
    usable = [offered[name] for name in term.records if name in offered]
    text = render("term", term=term, titles=[record.title for record in usable])
    buttons = [button(record.title, "ask_record", record=record.id) for record in usable[:3]]
    payload = {"type": "notice", "term": term.term, "records": [record.id for record in usable]}
    message = Message(text=text, custom=payload, buttons=buttons)
    return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record in usable))
