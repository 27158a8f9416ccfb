"""`kb feedback` lists what founders say and ask, masked, the most frequent first."""

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knowledge.cli.app import app
from knowledge.opinions.store import Answer, OpinionStore
from knowledge.tickets.clock import now

ANSWER = Answer("record", ("park-loan-sz",), 7)


def test_opinions_and_open_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'advisor.db'}")
    store, moment = OpinionStore.open(), now()
    store.rate("one", useful=True, answer=ANSWER, channel="web", now=moment)
    store.rate("one", useful=False, answer=ANSWER, channel="web", reason="利率不对", now=moment)
    store.rate("one", useful=False, answer=ANSWER, channel="web", now=moment - dt.timedelta(days=90))
    for said in ("飞地贷怎么办", "元宇宙补贴", "飞地贷怎么办"):
        store.leave_open("one", said, intent="nlu_fallback", status="clarified", channel="web", now=moment)
    store.close()

    shown = CliRunner().invoke(app, ["feedback", "--days", "30"])

    assert shown.exit_code == 0
    assert "有用 1，没用 1" in shown.output and "park-loan-sz：利率不对" in shown.output
    assert shown.output.index("2 次  飞地贷怎么办") < shown.output.index("1 次  元宇宙补贴")
