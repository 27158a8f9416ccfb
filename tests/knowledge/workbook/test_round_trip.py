"""An exported file imports back unchanged, whatever the texts in it; nothing in it is a formula."""

import io
import zipfile

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from items import catalogues, conditions, said, texts
from pydantic import TypeAdapter

from knowledge.catalogue.conditions import Condition
from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.workbook.export import export_catalogue
from knowledge.workbook.outline import build, flatten
from knowledge.workbook.plan import plan_import
from knowledge.workbook.reading import read_workbook
from knowledge.workbook.words import as_lines, as_series, escaped, from_lines, from_series, tidy, unescaped

EMPTY = Catalogue({}, {}, {}, {})


def test_all_packaged_content_comes_back_as_it_was() -> None:
    catalogue = load_catalogue()
    content = export_catalogue(catalogue).getvalue()
    for current in (catalogue, EMPTY):
        reading = read_workbook(content, current)
        assert [str(problem) for problem in reading.problems] == []
        assert reading.items == {
            "records": catalogue.records,
            "institutions": catalogue.institutions,
            "glossary": catalogue.terms,
            "faq": catalogue.faq,
        }
    plan = plan_import(catalogue, read_workbook(content, catalogue))
    assert (plan.new, plan.changed, plan.wrong, plan.notices) == ((), (), (), ())
    assert len(plan.unchanged) == sum(map(len, reading.items.values()))


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(catalogues())
def test_any_catalogue_comes_back_as_it_was(catalogue: Catalogue) -> None:
    content = export_catalogue(catalogue).getvalue()
    reading = read_workbook(content, catalogue)
    assert [str(problem) for problem in reading.problems] == []
    plan = plan_import(catalogue, reading)
    assert [(one.id, one.changes) for one in plan.changed] == [] and plan.new == ()
    fresh = read_workbook(content, EMPTY).items
    assert said(Catalogue(*fresh.values())) == said(catalogue)
    assert "<f>" not in _sheets(content) and "<f " not in _sheets(content)


def _sheets(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return "".join(archive.read(name).decode() for name in names)


@given(conditions)
def test_any_tree_of_conditions_is_an_outline_and_back(raw: dict) -> None:
    tree = TypeAdapter(Condition).validate_python(raw)
    assert build(flatten(tree)) == (tree, [])


@given(st.lists(texts.map(tidy), max_size=4))
def test_lists_of_texts(entries: list[str]) -> None:
    assert from_lines(as_lines(entries)) == entries
    assert from_series(as_series(entries)) == entries


@given(texts)
def test_what_excel_would_take_for_a_code(text: str) -> None:
    assert unescaped(escaped(tidy(text))) == tidy(text)
