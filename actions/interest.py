"""What a loan costs a year at a rate that the founder names: 年利率4%，1200万，一年利息多少."""

from __future__ import annotations

import re

from actions.reply import Message, Reply, Turn, say
from actions.statuses import AnswerStatus
from knowledge.advice.planning.worth import wan
from knowledge.eligibility.wording import number
from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import quantities

_ASKS = re.compile(r"利息[^，。？]{0,8}(?:多少|几|算)|(?:算|要付|付|还)[^，。？]{0,8}利息")
_SUBSIDY = re.compile("贴息|贴补|补贴|补多少")
_HIGHEST_RATE_PCT = 36


def interest_reply(turn: Turn) -> Reply | None:
    """The yearly interest with its formula; None unless the message asks for it and names one rate and one amount."""
    if not _ASKS.search(turn.text) or _SUBSIDY.search(turn.text):
        return None
    found = quantities(normalise(turn.text))
    rates = [one.low for one in found if one.kind == "percent" and 0 < one.low <= _HIGHEST_RATE_PCT]
    amounts = [one.low for one in found if one.kind == "money" and one.low > 0]
    if len(rates) != 1 or len(amounts) != 1:
        return None
    interest = round(amounts[0] * rates[0] / 100, 2)
    return Reply(AnswerStatus.ANSWERED, [_message(amounts[0], rates[0], interest)])


def _message(principal: float, rate: float, interest: float) -> Message:
    formula = f"{number(principal)} × {wan(rate)}%"
    payload = {
        "type": "estimate",
        "id": None,
        "amount_wan": interest,
        "formula": formula,
        "inputs": {"principal_wan": principal, "rate_pct": rate},
        "capped": False,
    }
    return say(
        "utter_interest",
        principal=number(principal),
        rate=wan(rate),
        interest=wan(interest),
        formula=formula,
        custom=payload,
    )
