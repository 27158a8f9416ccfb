"""What an import would do, and that nothing half right gets in."""

from typing import Any

from sheets import Book

from knowledge.catalogue.load import load_catalogue
from knowledge.workbook.plan import ImportPlan, plan_import

FULL: dict[str, Any] = {
    "名称": "崭新的产品", "类型": "融资担保", "板块": "新兴金融", "提供方": "另一家", "层级": "区", "适用地区": "坪山区",
    "适用阶段": "种子期、成熟期", "好处概述": "完全不同的好处", "怎么申请": "打电话", "联系机构": "样例服务窗口",
    "下次复核期限": "2027-05-23", "最近复核日期": "2026-11-23", "责任人": "某科室", "可信度": "高", "办理状态": "在办",
}  # fmt: skip
SOURCE = {"所属表": "记录", "文件名": "样例文件", "发布机构": "样例机构"}


def planned(book: Book) -> ImportPlan:
    return plan_import(book.catalogue, book.read())


def with_new(book: Book, id_: str = "new-loan", **other: Any) -> Book:
    book.row("记录", 编号=id_, **{**FULL, **other})
    book.row("来源", 编号=id_, **SOURCE)
    return book


def test_new_changed_and_unchanged() -> None:
    book = with_new(Book()).put("机构", 2, "公开电话", "0755-12345678")
    plan = planned(book)
    assert [(one.kind, one.id, one.title) for one in plan.new] == [("records", "new-loan", "崭新的产品")]
    (changed,) = plan.changed
    assert [(one.label, one.old, one.new) for one in changed.changes] == [("公开电话", "", "0755-12345678")]
    assert {one.id for one in plan.unchanged} == {"good-loan", "sample-term"} and plan.wrong == ()


def test_changes_of_parts_are_told_in_words() -> None:
    book = Book()
    book.row("条件", 记录编号="good-loan", 条件="成立满2年", 事实="成立时长", 比较方式="不少于", 值=24, 条款="第三条")
    (changed,) = planned(book).changed
    (change,) = changed.changes
    assert (change.label, change.old) == ("条件", "") and change.new == "成立满2年（成立时长不少于24个月；第三条）"


def test_what_the_file_does_not_name_is_left_alone() -> None:
    catalogue = load_catalogue()
    book = Book(catalogue)
    book.book["记录"].delete_rows(3, 1000)
    plan = planned(book)
    others = (catalogue.institutions, catalogue.terms, catalogue.faq)
    assert plan.new == plan.changed == () and len(plan.unchanged) == 1 + sum(map(len, others))


def test_what_refers_to_something_wrong_is_wrong_too() -> None:
    book = with_new(with_new(Book()), "other-loan", 名称="再一个产品", 好处概述="又是别的", 替代了="new-loan")
    book.put("记录", 3, "失效日期", "明年")
    book.row("术语", 编号="new-term", 术语="新术语", 解释="样例解释", 相关记录="other-loan")
    plan = planned(book)
    assert plan.ready == () and plan.wrong_items == 3
    said = [str(problem) for problem in plan.wrong]
    assert any("明年" in one for one in said)
    assert any("“替代了”" in one and "new-loan；它在这个文件里有错" in one for one in said)
    assert any("“相关记录”" in one and "other-loan；它在这个文件里有错" in one for one in said)


def test_a_row_of_a_part_with_an_unknown_owner_keeps_back_what_it_may_belong_to() -> None:
    catalogue = load_catalogue()
    book = Book(catalogue)
    page = book.book["来源"]
    page.cell(2, 2).value = "no-such-record"
    plan = planned(book)
    assert plan.ready == ()
    assert any("认不出属于谁" in problem.message for problem in plan.wrong) or plan.wrong_items == 1


def test_what_would_not_be_published_is_not_imported() -> None:
    plan = planned(Book().put("记录", 2, "可信度", "低"))
    (problem,) = plan.wrong
    assert problem.column == "可信度" and "“低”" in problem.message and "“待核实”" in problem.message
    plan = planned(Book().put("记录", 2, "怎么申请", "联系人：王小明"))
    assert "个人姓名" in plan.wrong[0].message and plan.ready == ()
    plan = planned(with_new(Book(), 替代了="new-loan"))
    assert "不能是它自己" in plan.wrong[0].message


def test_a_new_item_of_the_same_name_is_pointed_out() -> None:
    book = with_new(Book(), 名称="正常贷款产品")
    assert "同名" in planned(book).notices[0] and "good-loan" in planned(book).notices[0]
