"""`kb export` and `kb import` as staff run them."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from knowledge.catalogue.load import load_catalogue
from knowledge.cli.app import app

GOOD = Path(__file__).parents[1] / "catalogue" / "good"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "content"))


@pytest.fixture
def file(tmp_path: Path, content: Path) -> Path:
    assert kb("export", tmp_path / "a.xlsx", "--folder", content).exit_code == 0
    return tmp_path / "a.xlsx"


def kb(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def edit(file: Path, sheet: str, label: str, value: object) -> None:
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    page.cell(2, next(cell.column for cell in page[1] if cell.value == label)).value = value
    book.save(file)


def texts(content: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in content.rglob("*.yml")}


def test_an_unchanged_file_changes_nothing(file: Path, content: Path) -> None:
    before = texts(content)
    result = kb("import", file, "--folder", content)
    assert result.exit_code == 0 and "不变 3 条" in result.output and texts(content) == before


def test_a_dry_run_shows_and_writes_nothing(file: Path, content: Path) -> None:
    before = texts(content)
    edit(file, "记录", "单户上限（万元）", 500)
    result = kb("import", file, "--dry-run", "--folder", content)
    assert (
        "单户上限（万元）：（空） → 500" in result.output and "没有写入" in result.output and texts(content) == before
    )


def test_an_import_writes(file: Path, content: Path) -> None:
    edit(file, "记录", "单户上限（万元）", 500)
    assert "已写入 1 条" in kb("import", file, "--folder", content).output
    assert load_catalogue(content).records["good-loan"].benefit.amount_max_wan == 500


def test_one_mistake_stops_everything_unless_only_the_valid_ones_are_wanted(file: Path, content: Path) -> None:
    before = texts(content)
    edit(file, "记录", "失效日期", "明年")
    edit(file, "机构", "公开电话", "0755-12345678")
    result = kb("import", file, "--folder", content)
    assert result.exit_code == 1 and texts(content) == before
    assert "记录第2行“失效日期”" in result.output and "一条也没有写入" in result.output
    result = kb("import", file, "--only-valid", "--folder", content)
    assert result.exit_code == 1 and "已写入 1 条" in result.output
    assert load_catalogue(content).institutions["sample-desk"].phone == "0755-12345678"


def test_wrong_names_and_filters(tmp_path: Path, content: Path) -> None:
    assert kb("export", tmp_path / "a.xls", "--folder", content).exit_code == 1
    assert "可用" in kb("export", tmp_path / "a.xlsx", "--kind", "loan", "--folder", content).output
    assert kb("export", tmp_path / "a.xlsx", "--kind", "tax", "--folder", content).output.count("0 条记录") == 1
    assert "空模板" in kb("export", tmp_path / "b.xlsx", "--template", "--folder", content).output
