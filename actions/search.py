"""Is there anything on …, and what does … mean."""

from __future__ import annotations

from actions.base import AdvisorAction
from actions.mention import entity, pointed_records
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import show_list, show_one
from actions.statuses import AnswerStatus
from knowledge.advice.about import public_view
from knowledge.advice.find import find_term, search_catalogue
from knowledge.terms.vocabulary import KINDS


class SearchCatalog(AdvisorAction):
    """Which records exist on a topic."""

    action_name = "action_search_catalog"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """The best recommendable records, or an honest nothing."""
        query = entity(turn.tracker, "topic") or turn.text
        found = search_catalogue(turn.library, query, today=turn.today)
        if not found.records or not found.confident:
            return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_nothing_found", buttons=_ways_on())])
        views = [public_view(record, turn.library, turn.today) for record in found.records]
        payload = {"type": "catalogue", "items": views}
        buttons = [button(record.title, "ask_record", record=record.id) for record in found.records[:4]]
        message = Message(text=render("search", items=views), custom=payload, buttons=buttons)
        return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record in found.records))


class ExplainTerm(AdvisorAction):
    """What a concept means, with a local example."""

    action_name = "action_explain_term"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """The glossary's words; else a record of that name; else what the catalogue holds near it."""
        term = find_term(turn.library, turn.text)
        if term is None:
            named = next(iter(pointed_records(turn)), None) or turn.library.retriever.resolve(turn.text).record
            if named is None:
                return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_unknown_term", buttons=_ways_on())])
            view = public_view(named, turn.library, turn.today)
            message = Message(
                text=render("record", item=view, aspect="overview"),
                custom={"type": "record", "aspect": "overview", **view},
            )
            return Reply(AnswerStatus.ANSWERED, [message], show_one(turn.tracker, named.id))
        records = [turn.library.records[name] for name in term.records if name in turn.library.records]
        usable = [record for record in records if record.recommendable(turn.today)]
        text = render("term", term=term, titles=[record.title for record in usable])
        buttons = [button(record.title, "ask_record", record=record.id) for record in usable[:3]]
        payload = {"type": "notice", "term": term.term, "records": [record.id for record in usable]}
        return Reply(
            AnswerStatus.ANSWERED,
            [Message(text=text, custom=payload, buttons=buttons)],
            show_list(record.id for record in usable),
        )


def _ways_on() -> list[dict[str, str]]:
    topics = [
        button(f"看{KINDS[kind]}", "search_catalog", topic=KINDS[kind])
        for kind in ("bank-loan", "subsidy", "equity-fund")
    ]
    return [*topics, button("按我的情况推荐", "seek_recommendation"), button("找人咨询", "ask_expert")]
