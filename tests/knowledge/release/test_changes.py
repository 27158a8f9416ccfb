"""What staff read of a change."""

from dataclasses import replace

from builders import record
from samples import sample_catalogue

from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.catalogue.model import Record, Term
from knowledge.release.changes import changes
from knowledge.release.wording import in_words


def with_record(catalogue: Catalogue, changed: Record) -> Catalogue:
    return replace(catalogue, records={**catalogue.records, changed.id: changed})


def test_nothing_changed() -> None:
    assert changes(sample_catalogue(), sample_catalogue()) == ()


def test_added_changed_and_removed_in_this_order() -> None:
    before = sample_catalogue()
    after = sample_catalogue([record(id="new-loan", title="新贷款产品")])
    del after.records["park-loan"]
    after.records["tengfei-loan"] = before.records["tengfei-loan"].model_copy(update={"title": "腾飞贷3.0"})
    found = changes(before, after)
    assert [(change.what, change.id, change.title) for change in found] == [
        ("added", "new-loan", "新贷款产品"),
        ("changed", "tengfei-loan", "腾飞贷3.0"),
        ("removed", "park-loan", "园区贷"),
    ]
    assert [field.model_dump() for field in found[1].fields] == [
        {"label": "名称", "before": "腾飞贷", "after": "腾飞贷3.0"}
    ]


def test_a_changed_amount_has_its_unit_and_where_it_stands() -> None:
    before = sample_catalogue()
    old = before.records["park-loan"]
    new = old.model_copy(update={"benefit": old.benefit.model_copy(update={"amount_max_wan": 1500.0})})
    (change,) = changes(before, with_record(before, new))
    (field,) = change.fields
    assert (field.label, field.after) == ("好处：单户上限", "1500万元")


def test_vocabulary_and_references_are_read_as_staff_know_them() -> None:
    before = sample_catalogue()
    old = before.records["park-loan"]
    new = old.model_copy(update={"availability": "closed", "exclusive_with": ["tengfei-loan"]})
    (change,) = changes(before, with_record(before, new))
    found = {field.label: (field.before, field.after) for field in change.fields}
    assert found == {"办理状态": ("在办", "已结束"), "不能同时享受": ("", "腾飞贷")}


def test_terms_too() -> None:
    before = sample_catalogue()
    term = Term(id="sample-term", term="样例术语", definition="换了说法")
    (change,) = changes(before, replace(before, terms={"sample-term": term}))
    assert (change.kind, change.fields[0].label) == ("glossary", "解释")


def test_conditions_read_as_sentences() -> None:
    before = sample_catalogue()
    leaf = {"text": "成立满2年", "fact": "age_months", "op": "ge", "value": 24}
    new = record(**{**before.records["park-loan"].model_dump(by_alias=True), "conditions": leaf})
    (change,) = changes(before, with_record(before, new))
    (field,) = change.fields
    assert field.label == "申请条件" and "成立时长不少于24个月" in field.after


def test_every_packaged_item_reads_in_chinese_labels() -> None:
    catalogue = load_catalogue()
    parts = (catalogue.records, catalogue.institutions, catalogue.terms, catalogue.faq)
    for items in parts:
        for item in items.values():
            for label, words in in_words(item, {}).items():
                assert words and not label.isascii(), (item.id, label)
