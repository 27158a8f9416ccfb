"""`kb` as staff run it: messages in Chinese, exit codes 0 / 1 / 2, a fast start where no model is needed."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from samples import HashEncoder
from typer.testing import CliRunner, Result

from knowledge.catalogue.load import load_catalogue
from knowledge.cli.app import app, main
from knowledge.snapshot.origin import Origin
from knowledge.snapshot.store import SnapshotStore

CATALOGUE = Path(__file__).parents[1] / "catalogue"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CATALOGUE / "good", tmp_path / "content"))


@pytest.fixture
def snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SNAPSHOT_DIR", str(tmp_path / "snapshots"))
    monkeypatch.setattr("knowledge.retrieval.encoder.default_encoder", HashEncoder)
    return tmp_path / "snapshots"


def kb(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def run_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["kb", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


def test_validate_good_content(content: Path) -> None:
    result = kb("validate", "--folder", content)
    assert result.exit_code == 0 and "通过：1 条记录、1 家机构、1 个术语、0 个常见问题。" in result.output


def test_validate_broken_content(content: Path) -> None:
    for name in ("no-source", "unknown-kind"):
        shutil.copy(CATALOGUE / "broken" / f"{name}.yml", content / "records")
    result = kb("validate", "--folder", content)
    assert result.exit_code == 1 and "共 2 个问题。" in result.output


def test_near_duplicates(content: Path) -> None:
    assert kb("near-duplicates", "--folder", content).exit_code == 0
    shutil.copy(CATALOGUE / "broken" / "near-duplicate.yml", content / "records")
    result = kb("near-duplicates", "--folder", content)
    assert result.exit_code == 1 and "共 1 对疑似重复。" in result.output


def test_publish_leaves_what_staff_published(content: Path, snapshots: Path) -> None:
    kb("publish", "--folder", content)
    store, catalogue = SnapshotStore(snapshots, HashEncoder()), load_catalogue(content)
    store.publish(replace(catalogue, terms={}), origin=Origin(made_from="console"))
    refused = kb("publish", "--folder", content)
    assert refused.exit_code == 1 and "已经由后台发布（快照 2）" in refused.output and "--force" in refused.output
    at_start = kb("publish", "--folder", content, "--at-start")
    assert at_start.exit_code == 0 and at_start.stdout.startswith("提醒 知识库已经由后台发布")
    assert store.current_number() == 2
    assert "已发布快照 3" in kb("publish", "--folder", content, "--force").output


def test_publish_status_rollback_search(content: Path, snapshots: Path) -> None:
    assert "已发布快照 1，共 1 条记录。" in kb("publish", "--folder", content).output
    assert "没有变化，仍是快照 1" in kb("publish", "--folder", content).output
    record = (content / "records" / "good-loan.yml").read_text(encoding="utf-8")
    changed = record.replace("id: good-loan", "id: other-grant").replace("正常贷款产品", "另一项资助政策")
    (content / "records" / "other-grant.yml").write_text(changed, encoding="utf-8")
    assert "已发布快照 2，共 2 条记录。" in kb("publish", "--folder", content).output
    assert "已切换到快照 1。" in kb("rollback", "1").output
    status = kb("status")
    assert status.exit_code == 0 and "当前 1" in status.output and "2 条记录" in status.output
    found = kb(
        "search",
        "正常贷款产品",
        "--stage",
        "初创期",
        "--kind",
        "bank-loan",
        "--board",
        "科技信贷",
        "--district",
        "坪山区",
    )
    assert found.exit_code == 0 and "good-loan" in found.output
    assert "不适合成熟期" in kb("search", "正常贷款产品", "--stage", "成熟期").output


def test_publish_broken_content(content: Path, snapshots: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    shutil.copy(CATALOGUE / "broken" / "unknown-kind.yml", content / "records")
    assert run_main(monkeypatch, "publish", "--folder", str(content)) == 1
    assert "unknown-kind.yml" in capsys.readouterr().err
    assert not snapshots.exists()


def test_rollback_to_nothing(snapshots: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    assert run_main(monkeypatch, "rollback", "7") == 1
    assert "没有快照 7" in capsys.readouterr().err


def test_status_before_anything_is_published(snapshots: Path) -> None:
    result = kb("status")
    assert result.exit_code == 1 and "还没有发布过快照" in result.output


def test_status_of_a_damaged_snapshot(content: Path, snapshots: Path) -> None:
    kb("publish", "--folder", content)
    (snapshots / "000001" / "records.jsonl").write_text("", encoding="utf-8")
    result = kb("status")
    assert result.exit_code == 1 and "已损坏：records.jsonl" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("rollback",),
        ("rollback", "一"),
        ("search", "贷款", "--kind", "loan"),
        ("validate", "--folder", "/nowhere"),
        ("nothing",),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], snapshots: Path) -> None:
    assert kb(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "command", [(), ("validate",), ("publish",), ("rollback",), ("status",), ("search",), ("near-duplicates",)]
)
def test_help_is_chinese(command: tuple[str, ...]) -> None:
    result = kb(*command, "--help")
    assert result.exit_code == 0 and any("一" <= letter <= "龥" for letter in result.output)


def test_validate_loads_no_model(content: Path) -> None:
    script = "import sys; from knowledge.cli.app import app; app(['validate', '--folder', sys.argv[1]], standalone_mode=False); print({'torch', 'faiss', 'jieba'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(content)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip().endswith("set()")


def test_explain_goes_through_the_conditions(tmp_path: Path) -> None:
    facts = tmp_path / "firm.yml"
    facts.write_text("district: 坪山区\nemployees: 20\noverdue: false\n", encoding="utf-8")
    told = kb("explain", "pingshan-risk-comp-pool", "--facts", facts)
    assert told.exit_code == 0
    assert "符合" in told.stdout and "（您：坪山区）" in told.stdout and "由机构确认" in told.stdout


@pytest.mark.parametrize(
    ("content_of_file", "words"),
    [("employees: 很多\n", "employees"), ("住址: 坪山\n", "住址"), ("a: [\n", "YAML")],
)
def test_explain_names_what_is_wrong_with_the_facts(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    content_of_file: str,
    words: str,
) -> None:
    facts = tmp_path / "firm.yml"
    facts.write_text(content_of_file, encoding="utf-8")
    assert run_main(monkeypatch, "explain", "pingshan-risk-comp-pool", "--facts", str(facts)) == 1
    assert words in capsys.readouterr().err


def test_explain_an_unknown_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = tmp_path / "firm.yml"
    facts.write_text("{}", encoding="utf-8")
    assert run_main(monkeypatch, "explain", "no-such", "--facts", str(facts)) == 1


def test_explain_without_a_record_gives_order_and_questions(tmp_path: Path) -> None:
    facts = tmp_path / "firm.yml"
    facts.write_text("district: 坪山区\nneed_kind: 贷款\nrevenue_wan: 1200\n", encoding="utf-8")
    told = kb("explain", "--facts", facts)
    assert told.exit_code == 0
    order, questions = told.stdout.split("下一步问什么")
    assert "初创期" in order and "贷款" in order and "evidence" in order
    assert "资质" in questions and "注册地" not in questions
