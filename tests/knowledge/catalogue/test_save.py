"""Items are written as a person would write them, and only where they changed."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from knowledge.catalogue import save
from knowledge.catalogue.load import CONTENT, load_catalogue
from knowledge.catalogue.save import save_items


def lines(path: Path) -> set[str]:
    return set(path.read_text(encoding="utf-8").splitlines())


def test_new_files_say_what_the_items_say(tmp_path: Path) -> None:
    whole = load_catalogue()
    kinds = {"records": whole.records, "institutions": whole.institutions, "glossary": whole.terms}
    save_items([(kind, item) for kind, items in kinds.items() for item in items.values()], tmp_path)
    again = load_catalogue(tmp_path)
    assert (again.records, again.institutions, again.terms) == (whole.records, whole.institutions, whole.terms)


def test_only_changed_fields_are_written_anew(tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = content / "records" / "cert-hi-tech.yml"
    path.write_text("# kept\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = lines(path)
    record = load_catalogue(content).records["cert-hi-tech"]
    benefit = record.benefit.model_copy(update={"amount_max_wan": 50.0})
    changed = record.model_copy(update={"title": "新名称", "benefit": benefit, "valid_until": dt.date(2027, 1, 1)})
    assert save_items([("records", changed)], content) == [path]
    assert lines(path) - before == {"title: 新名称", "  amount_max_wan: 50", "valid_until: 2027-01-01"}
    assert before - lines(path) == {"title: 国家高新技术企业认定（所得税15%）"}
    assert load_catalogue(content).records["cert-hi-tech"] == changed
    save_items([("records", record)], content)
    assert lines(path) == before


def test_none_is_written_when_one_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    records = load_catalogue(content).records
    first, second = (one.model_copy(update={"title": "新名称"}) for one in list(records.values())[:2])
    real = save._text

    def full_disk(kind: str, item: object, path: Path) -> str:
        if item is second:
            raise OSError("no space left")
        return real(kind, item, path)  # type: ignore[arg-type]

    monkeypatch.setattr(save, "_text", full_disk)
    with pytest.raises(OSError, match="no space"):
        save_items([("records", first), ("records", second)], content)
    assert load_catalogue(content).records == records
    assert not list(content.rglob("*.new"))
