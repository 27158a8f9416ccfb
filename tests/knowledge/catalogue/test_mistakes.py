"""Every kind of mistake in a content file has a broken fixture, and a message that says what to do about it."""

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.catalogue.checks import content_problems
from knowledge.catalogue.load import load_catalogue
from knowledge.errors import CatalogueInvalid

HERE = Path(__file__).parent
MISTAKES = YAML(typ="safe").load((HERE / "mistakes.yml").read_text(encoding="utf-8"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "good", tmp_path / "content"))


def problems(folder: Path) -> list[str]:
    try:
        return content_problems(load_catalogue(folder))
    except CatalogueInvalid as error:
        return error.problems


def test_the_good_files_are_good(content: Path) -> None:
    assert problems(content) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["file"])
def test_message(mistake: dict, content: Path) -> None:
    name = f"{mistake['file']}.yml"
    shutil.copy(HERE / "broken" / name, content / "records")
    (message,) = problems(content)
    assert message.startswith(name)
    if "field" in mistake:
        assert f"记录 {mistake.get('id', mistake['file'])} 字段 {mistake['field']}" in message
    for words in mistake["says"]:
        assert words in message


def test_every_broken_file_is_tested() -> None:
    assert {path.stem for path in (HERE / "broken").iterdir()} == {mistake["file"] for mistake in MISTAKES}


def test_all_mistakes_are_reported_at_once(content: Path) -> None:
    for name in ("no-source", "unknown-kind", "not-yaml"):
        shutil.copy(HERE / "broken" / f"{name}.yml", content / "records")
    assert len(problems(content)) == 3


def test_two_files_with_one_id(content: Path) -> None:
    good = (content / "records" / "good-loan.yml").read_text(encoding="utf-8")
    (content / "records" / "second.yml").write_text(good, encoding="utf-8")
    (message,) = problems(content)
    assert "second.yml" in message and "good-loan" in message and "只能出现一次" in message


def test_a_name_claimed_by_two_institutions(content: Path) -> None:
    desk = (content / "institutions" / "sample-desk.yml").read_text(encoding="utf-8")
    (content / "institutions" / "other-desk.yml").write_text(
        desk.replace("sample-desk", "other-desk"), encoding="utf-8"
    )
    (message,) = problems(content)
    assert "'样例服务窗口' 也属于" in message


def test_a_term_that_refers_to_nothing(content: Path) -> None:
    term = content / "glossary" / "sample-term.yml"
    term.write_text(term.read_text(encoding="utf-8").replace("good-loan", "gone-loan"), encoding="utf-8")
    (message,) = problems(content)
    assert "sample-term.yml: 记录 sample-term 字段 records: 现为 'gone-loan'" in message
