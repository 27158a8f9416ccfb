"""What would change if …: judged again with the supposition, nothing stored."""

from __future__ import annotations

from actions.base import AdvisorAction
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import show_list
from actions.statuses import AnswerStatus
from actions.words import facts_in_words
from knowledge.advice.whatif import Change, Changes, changes, supposing
from knowledge.terms.hypotheses import extract_hypotheses

_SHOWN = 6
_LOST_SHOWN = 2


class WhatIf(AdvisorAction):
    """Re-judge with a hypothetical fact; nothing is stored."""

    action_name = "action_what_if"

    def answer(self, turn: Turn) -> Reply:
        """Judge every record with the supposed facts and list only what moves."""
        supposed = {mention.fact: mention.value for mention in extract_hypotheses(turn.text, today=turn.today)}
        if not supposed:
            return Reply(AnswerStatus.CLARIFIED, [say("utter_what_if_how")])
        then = supposing(turn.profile, supposed)
        found = changes(turn.library, turn.profile, then, turn.today)
        gained, nearer, lost = _shown(found)
        text = render(
            "what_if",
            supposed=facts_in_words(then, turn.today, only=supposed),
            found=found,
            gained=gained,
            nearer=nearer,
            lost=lost,
            known=bool(turn.profile.facts()),
            already=then.facts() == turn.profile.facts(),
        )
        shown = [change.record for change in (*gained, *nearer, *lost)]
        payload = {
            "type": "notice",
            "supposed": supposed,
            "changed": [_public(change) for change in (*gained, *nearer, *lost)],
            "gained": len(found.gained),
            "nearer": len(found.nearer),
            "lost": len(found.lost),
        }
        buttons = [
            button(f"第{place}项怎么申请", "ask_record", record=one.id, aspect="apply")
            for place, one in enumerate(shown[:3], 1)
        ]
        return Reply(
            AnswerStatus.ANSWERED,
            [Message(text=text, custom=payload, buttons=buttons)],
            show_list(one.id for one in shown) if shown else [],
        )


def _shown(found: Changes) -> tuple[tuple[Change, ...], ...]:
    """A few of each, gains first; room is kept for what would be lost."""
    room = _SHOWN - len(found.lost[:_LOST_SHOWN])
    gained = found.gained[:room]
    nearer = found.nearer[: room - len(gained)]
    return gained, nearer, found.lost[: _SHOWN - len(gained) - len(nearer)]


def _public(change: Change) -> dict[str, object]:
    return {
        "id": change.record.id,
        "title": change.record.title,
        "before": change.before,
        "after": change.after,
        "because": list(change.because),
    }
