"""`kb tickets` as staff run it."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knowledge.cli.app import app, main
from knowledge.storage.columns import SHENZHEN
from knowledge.tickets.model import Contact, Ticket
from knowledge.tickets.store import TicketStore


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TicketStore:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("RUN_DIR", str(tmp_path))
    return TicketStore.open()


def filed(store: TicketStore, *, days_ago: int = 0) -> Ticket:
    moment = dt.datetime.now(SHENZHEN) - dt.timedelta(days=days_ago)
    contact = Contact("王女士", "13800138000")
    return store.file(
        f"founder-{days_ago}", desk_id="desk", desk_name="坪山区科技创新局", topic="贴息", contact=contact, now=moment
    )


def kb(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["tickets", *arguments])


def test_from_list_to_follow_up(store: TicketStore) -> None:
    number = filed(store).number
    store.attach(number, "founder-0", "融资需求单\n金额：300万元", now=dt.datetime.now(SHENZHEN))
    assert number in kb("list", "--state", "待受理").output
    shown = kb("show", number).output
    assert "王女士  13800138000" in shown and "300万元" in shown and "登记" in shown
    assert "13800138000" in kb("accept", number).output
    assert kb("close", number).exit_code == 0
    assert number in kb("list", "--to-follow-up").output
    assert kb("follow-up", number, "--outcome", "没成", "--reason", "流水不够").exit_code == 0
    assert "没成（流水不够）" in kb("show", number).output
    assert number not in kb("list", "--to-follow-up").output


def test_the_list_shows_no_contact(store: TicketStore) -> None:
    filed(store)
    assert "13800138000" not in kb("list").output


def test_overdue_and_escalation(store: TicketStore) -> None:
    fresh, late = filed(store), filed(store, days_ago=20)
    overdue = kb("list", "--overdue").output
    assert late.number in overdue and "超时未受理" in overdue and fresh.number not in overdue
    assert kb("tend").exit_code == 1
    assert kb("tend").exit_code == 0


def test_refusal_needs_a_reason(
    store: TicketStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    number = filed(store).number
    assert kb("refuse", number).exit_code == 2
    assert run_main(monkeypatch, "refuse", number, "--reason", " ") == 1
    assert "理由" in capsys.readouterr().err
    assert "不在坪山" in kb("refuse", number, "--reason", "不在坪山").output


def test_a_move_that_the_state_forbids(
    store: TicketStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    number = filed(store).number
    assert run_main(monkeypatch, "close", number) == 1
    assert "待受理" in capsys.readouterr().err
    assert run_main(monkeypatch, "show", "PS-20200101-0000") == 1
    assert "没有工单" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [("list", "--state", "办好"), ("follow-up", "N", "--outcome", "成了"), ("follow-up", "N", "--outcome", "没成")],
)
def test_wrong_usage(store: TicketStore, arguments: tuple[str, ...]) -> None:
    assert kb(*arguments).exit_code == 2


def test_an_unreachable_database_ends_as_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert run_main(monkeypatch, "list") == 1
    assert "DATABASE_URL" in capsys.readouterr().err


def test_other_commands_do_not_load_the_database() -> None:
    code = "import sys, knowledge.cli; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def run_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["kb", "tickets", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code
