"""`kb quality` as staff run it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from samples import HashEncoder
from typer.testing import CliRunner, Result

from knowledge.cli.app import app


def kb(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["quality", *arguments])


def test_findings_are_counted_by_kind_and_listed_for_one() -> None:
    counted = kb("findings")
    assert "窗口联系不上" in counted.output and counted.exit_code == 1
    listed = kb("findings", "--kind", "name-twice")
    assert "“管线质押”也指" in listed.output and listed.exit_code == 0


def test_an_unknown_kind_is_wrong_usage() -> None:
    assert kb("findings", "--kind", "nonsense").exit_code == 2


def test_overlaps_give_both_titles_and_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SNAPSHOT_DIR", str(tmp_path))
    monkeypatch.setattr("knowledge.retrieval.encoder.default_encoder", HashEncoder)
    output = kb("overlaps").output
    assert "《坪山区中小微企业银行贷款风险补偿资金池》与《深圳市中小微企业银行贷款风险补偿资金池》" in output
    assert "类型都是融资担保" in output


def test_links_without_a_network_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*args: object, **more: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    result = kb("links")
    assert "没有网络，未检查" in result.output and "打不开" not in result.output and result.exit_code == 0
