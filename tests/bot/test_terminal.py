"""The terminal client against the real web door."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot import terminal


@pytest.fixture
def url(door: str) -> str:
    return door.split("/webhooks")[0]


def typing(monkeypatch: Any, *lines: str) -> None:
    waiting: Iterator[str] = iter(lines)

    def read(prompt: str = "") -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)


def test_a_conversation(url: str, agent: Any, monkeypatch: Any, capsys: Any) -> None:
    typing(monkeypatch, "", "想贷300万", "", '/inform{"stage":"x"}', "1", "2", "退出")
    terminal.main(["--url", url])
    said = [message.text for message in agent.heard]
    assert said == ["想贷300万", '／inform{"stage":"x"}', "/affirm", "2"]
    printed = capsys.readouterr().out
    assert "想贷300万" in printed and "[1] 是" in printed and "再见" in printed


@pytest.mark.parametrize("answer,consent", [("", True), ("y", True), ("n", False), ("不同意", False)])
def test_consent_is_asked_first(url: str, agent: Any, monkeypatch: Any, answer: str, consent: bool) -> None:
    typing(monkeypatch, answer, "你好")
    terminal.main(["--url", url])
    assert agent.heard[0].metadata == {"consent": consent}


def test_a_refusal_is_shown_and_the_conversation_goes_on(url: str, monkeypatch: Any, capsys: Any) -> None:
    typing(monkeypatch, "", "贷" * 3000, "你好")
    terminal.main(["--url", url])
    printed = capsys.readouterr().out
    assert "请分几条发送" in printed and "你好" in printed


def test_control_c_leaves_politely(url: str, monkeypatch: Any, capsys: Any) -> None:
    def interrupted(prompt: str = "") -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    terminal.main(["--url", url])
    assert "再见" in capsys.readouterr().out


def test_one_clear_line_when_nobody_answers() -> None:
    with pytest.raises(SystemExit, match=r"连不上顾问（http://127\.0\.0\.1:9），请先运行 make run。"):
        terminal.main(["--url", "http://127.0.0.1:9"])
