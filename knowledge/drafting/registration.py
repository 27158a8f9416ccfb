"""What every record needs and no document says: when it was looked at, when again, whether it can be applied for."""

from __future__ import annotations

import datetime as dt

from knowledge.drafting.candidates import Candidate
from knowledge.drafting.proposal import Draft

_RECHECK_AFTER = dt.timedelta(days=182)
_SOON = dt.timedelta(days=1)


def registration(draft: Draft, *, proposed_only: bool, today: dt.date) -> dict[str, list[Candidate]]:
    """Proposals without a passage; ``proposed_only``: the document asks for opinions and is not in force."""
    ends = [dt.date.fromisoformat(candidate.value) for candidate in draft.fields.get("valid_until", ())]
    recheck = min([today + _RECHECK_AFTER, *(end for end in ends if end > today)])
    if proposed_only:
        availability = Candidate("proposed", (), "medium", "像是征求意见稿")
    elif ends and max(ends) < today:
        availability = Candidate("closed", (), "medium", "文件的有效期已过")
    else:
        availability = Candidate("unverified", (), "low", "问过还在受理，再改成“在办”")
    return {
        "reviewed_on": [Candidate(today.isoformat(), (), "high", "今天")],
        "recheck_by": [Candidate(max(recheck, today + _SOON).isoformat(), (), "medium", "半年后，或有效期满那天")],
        "availability": [availability],
    }
