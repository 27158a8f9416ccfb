"""What people type is understood, or refused with the sheet, the row, the column and what is expected."""

import datetime as dt
from typing import Any

import pytest
from sheets import Book, good

from knowledge.catalogue.conditions import All, Any_, Leaf
from knowledge.catalogue.load import load_catalogue
from knowledge.catalogue.model import Record
from knowledge.workbook.reading import read_workbook


def record(book: Book) -> Record:
    reading = book.read()
    assert [str(problem) for problem in reading.problems] == []
    return reading.items["records"]["good-loan"]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-31", "2026/12/31", "2026.12.31", "2026年12月31日", " 2026-12-31 ", "２０２６－１２－３１", "20261231",
        20261231, dt.date(2026, 12, 31), dt.datetime(2026, 12, 31), "2026-12-31 00:00:00",
    ],
)  # fmt: skip
def test_dates(typed: Any) -> None:
    assert record(Book().put("记录", 2, "失效日期", typed)).valid_until == dt.date(2026, 12, 31)


@pytest.mark.parametrize("typed", ["500", "５００", "500万元", "500 万", 500, 500.0, "500.0", "５００万元", " 500 "])
def test_amounts(typed: Any) -> None:
    assert record(Book().put("记录", 2, "单户上限", typed)).benefit.amount_max_wan == 500


def test_thousands_are_separated() -> None:
    assert record(Book().put("记录", 2, "单户上限", "1,500")).benefit.amount_max_wan == 1500
    assert record(Book().put("记录", 2, "单户上限", "1，500")).benefit.amount_max_wan == 1500


def test_a_rate_typed_with_its_sign_becomes_a_percentage_cell_in_excel() -> None:
    assert record(Book().put("记录", 2, "年利率", 0.0435, "0.00%")).benefit.rate_pct == 4.35
    assert record(Book().put("记录", 2, "年利率", "4.35%")).benefit.rate_pct == 4.35
    assert record(Book().put("记录", 2, "年利率", "４．３５％")).benefit.rate_pct == 4.35


@pytest.mark.parametrize(
    "label, typed, says",
    [
        ("失效日期", "明年底", ["记录第2行“失效日期”", "明年底", "2026-06-30"]),
        ("失效日期", "2026-02-30", ["没有这一天"]),
        ("失效日期", 46387, ["46387", "2026-12-31"]),
        ("单户上限", "五百万", ["五百万", "单位是万元"]),
        ("单户上限", "500元", ["500元", "单位是万元"]),
        ("单户上限", "3-5", ["应为数字"]),
        ("单户上限", dt.date(2026, 1, 1), ["日期", "应为数字"]),
        ("单户上限", -5, ["现为“-5”", "应大于 0"]),
        ("年利率", 90, ["现为“90”", "最大是 36"]),
        ("最长期限", 36.5, ["应为整数", "个月"]),
        ("单户上限", "inf", ["应为数字"]),
        ("单户上限", True, ["应为数字"]),
        ("适用阶段", "初创期、成长", ["现为“成长”", "是不是“成长期”", "种子期"]),
        ("类型", "银行贷", ["是不是“银行贷款”"]),
        ("办理状态", "在办理", ["是不是“在办”"]),
        ("联系机构", "样例服务窗", ["应为机构的编号或名称", "是不是“样例服务窗口”"]),
        ("联系机构", "sample-desk 别的窗口", ["样例服务窗口", "别的窗口", "改成一致的"]),
        ("申请网址", "www.szpsq.gov.cn", ["应为网址", "http://"]),
        ("名称", "", ["必填"]),
        ("名称", "　 ", ["必填"]),
        ("适用地区", None, ["必填"]),
        ("怎么申请", "打13800138000", ["手机号"]),
        ("好处概述", "=1+1", ["公式", "（M2）"]),
        ("好处概述", dt.date(2026, 1, 1), ["日期", "应为文字"]),
        ("好处概述", "#REF!", ["错误值 #REF!"]),
        ("替代了", "good-loan-2", ["good-loan-2", "编号或名称"]),
        ("算式", "需求 * 0.02", ["不在词表中"]),
        ("算式", "min(1", ["不是能计算的算式"]),
        ("办成后具备：值", "高企", ["没有选事实"]),
    ],
)
def test_what_is_wrong_is_named(label: str, typed: Any, says: list[str]) -> None:
    book = Book().put("记录", 2, label, typed)
    if label == "算式":
        book.put("记录", 2, "算法说明", "样例")
    message = book.problem()
    assert message.startswith("记录第2行")
    for words in says:
        assert words in message


def test_the_sum_of_a_formula_is_never_used() -> None:
    message = Book().put("记录", 2, "单户上限", "=1+1").problem()
    assert message.startswith("记录第2行“单户上限”") and "公式" in message


def test_texts_that_look_like_formulas_stay_texts() -> None:
    book = Book()
    for label in ("好处概述", "怎么申请"):
        page = book.book["记录"]
        cell = page.cell(2, next(one.column for one in page[1] if one.value == label), "=HYPERLINK(1)")
        cell.data_type = "s"
    assert record(book).benefit.summary == "=HYPERLINK(1)" == record(book).apply.how


def test_every_problem_is_told_at_once() -> None:
    book = Book().put("记录", 2, "失效日期", "明年").put("记录", 2, "类型", "贷").put("机构", 2, "服务地区", "坪山")
    book.put("来源", 2, "文件名", None)
    book.row("记录", 编号="second-loan", 名称="第二个")
    places = [problem.place.split("（")[0] for problem in book.read().problems]
    assert {"记录第2行“失效日期”", "记录第2行“类型”", "机构第2行“服务地区”", "来源第2行“文件名”"} <= set(places)
    assert sum(place.startswith("记录第3行") for place in places) > 8


def test_labels_ids_and_names_for_references() -> None:
    for typed in (
        "sample-desk",
        "样例服务窗口",
        "sample-desk 样例服务窗口",
        "sample-desk（样例服务窗口）",
        "SAMPLE-DESK",
    ):
        assert record(Book().put("记录", 2, "联系机构", typed)).contact == "sample-desk"


def test_codes_and_labels_of_vocabularies() -> None:
    for typed in ("银行贷款", "bank-loan", " 银行 贷款"):
        assert record(Book().put("记录", 2, "类型", typed)).kind == "bank-loan"
    assert record(Book().put("记录", 2, "适用行业", "新能源(汽车)，智能制造;生物医药")).industries == [
        "新能源（汽车）", "智能制造", "生物医药",
    ]  # fmt: skip


def test_several_texts_stand_on_lines() -> None:
    assert record(Book().put("记录", 2, "别名", "甲贷\n\n 乙贷 \r\n丙、丁贷")).aliases == ["甲贷", "乙贷", "丙、丁贷"]


def test_numbers_in_text_columns() -> None:
    book = Book().put("机构", 2, "公开电话", 95599, "General")
    assert book.read().items["institutions"]["sample-desk"].phone == "95599"


def test_dates_known_to_the_month() -> None:
    for typed, number_format, meant in [
        ("2025-06", None, "2025-06"), (2025, "General", "2025"), ("2025年6月", None, "2025-06"), ("2025年", None, "2025"),
        (dt.date(2025, 6, 1), "yyyy-mm-dd", "2025-06-01"), (dt.date(2025, 6, 1), 'yyyy"年"m"月"', "2025-06"),
    ]:  # fmt: skip
        assert record(Book().put("来源", 2, "发布日期", typed, number_format)).sources[0].date == meant


def test_a_title_above_the_header_moved_and_missing_columns_and_a_star() -> None:
    def rearrange(page: Any) -> None:
        page.insert_rows(1, 2)
        page["A1"] = "坪山科技金融产品表"
        page.merge_cells("A1:H1")
        page.move_range("AJ3:AJ4", cols=20)
        for cell in page[3]:
            if cell.value == "名称":
                cell.value = "*名 称"
            if cell.value == "单户上限（万元）":
                cell.value = "单户上限(万元)"

    book = Book(load_catalogue())
    book = Book().change("记录", rearrange)
    book.book["记录"].delete_cols(20, 3)
    assert record(book) == good().records["good-loan"]


def test_columns_that_are_not_there_leave_the_item_as_it_is() -> None:
    catalogue = load_catalogue()
    book = Book(catalogue)
    for title in book.book.sheetnames:
        if title != "记录":
            del book.book[title]
    page = book.book["记录"]
    for number in range(page.max_column, 0, -1):
        if page.cell(1, number).value not in ("编号", "失效日期"):
            page.delete_cols(number)
    reading = book.read()
    assert reading.problems == [] and reading.items["records"] == catalogue.records


def test_a_new_item_needs_the_columns_that_are_not_there() -> None:
    book = Book().change("记录", lambda page: page.delete_cols(column(page, "责任人")))
    book.row("记录", 编号="new-loan")
    messages = [str(problem) for problem in book.read().problems]
    assert any("“责任人”：缺少这一列" in message for message in messages)


def column(page: Any, label: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == label)


def test_a_misspelt_column_is_a_problem_and_a_strange_one_only_a_notice() -> None:
    message = Book().change("记录", lambda page: page.cell(1, column(page, "失效日期"), "失效日其")).problem()
    assert "没有这一列，是不是“失效日期”" in message
    message = (
        Book().change("记录", lambda page: page.cell(1, column(page, "单户上限（万元）"), "单户上限（元）")).problem()
    )
    assert "是不是“单户上限（万元）”" in message
    reading = Book().change("记录", lambda page: page.cell(1, 60, "我的备注")).read()
    assert reading.problems == [] and "我的备注" in reading.notices[0]


def test_ids_missing_repeated_and_malformed() -> None:
    book = Book()
    book.row("记录", 名称="新贷款")
    assert "必填" in book.problem() and "xin-dai-kuan" in book.problem()
    book = Book()
    book.row("记录", 名称="正常贷款产品")
    assert "编号是 good-loan" in book.problem()
    book = Book()
    book.row("记录", 编号="good-loan", 名称="正常贷款产品")
    assert "和第2行重复" in book.problem()
    book = Book()
    book.row("术语", 编号="坪山 贷", 术语="坪山贷", 解释="样例")
    assert "术语第3行“编号”" in book.problem() and "小写英文" in book.problem()


def test_rows_of_parts_that_belong_to_nobody() -> None:
    book = Book()
    book.row("来源", 所属表="记录", 编号="gone-loan", 文件名="甲", 发布机构="乙")
    assert "来源第4行“编号”" in book.problem() and "gone-loan" in book.problem()
    book = Book()
    book.row("来源", 所属表="机构", 编号="good-loan", 文件名="甲", 发布机构="乙")
    assert "应为机构的编号或名称" in book.problem()


def condition(**values: Any) -> dict[str, Any]:
    return {"记录编号": "good-loan", **values}


def test_conditions_as_an_outline() -> None:
    book = Book()
    book.row("条件", **condition(层级=1, 条件="成立满2年", 事实="成立时长", 比较方式="不少于", 值="24个月"))
    book.row("条件", **condition(层级=1, 关系="或"))
    book.row("条件", **condition(层级=2, 条件="有高企", 事实="资质", 比较方式="至少有其中一项", 值="高新技术企业"))
    book.row("条件", **condition(层级=2, 条件="没有逾期", 事实="有逾期或失信", 比较方式="是", 值="否", 必须满足="否"))
    tree = record(book).conditions
    assert tree == All(
        all=[
            Leaf(text="成立满2年", fact="age_months", op="ge", value=24),
            Any_(
                any=[
                    Leaf(text="有高企", fact="certifications", op="has_any", value=["高新技术企业"]),
                    Leaf(text="没有逾期", fact="overdue", op="eq", value=False, must=False),
                ]
            ),
        ]
    )


def test_an_inserted_row_without_a_number_stays_where_it_is() -> None:
    book = Book()
    for order, text in ((1, "第一条"), (3, "第三条"), (2, "第二条"), (None, "又一条")):
        book.row("条件", **condition(序号=order, 条件=text))
    assert [leaf.text for leaf in record(book).leaves()] == ["第一条", "第二条", "又一条", "第三条"]


@pytest.mark.parametrize(
    "rows, says",
    [
        ([{"层级": 2, "条件": "样例条件"}], ["条件第2行“层级”", "上面没有层级 1"]),
        ([{"层级": 0, "条件": "样例条件"}], ["条件第2行“层级”", "从 1 开始"]),
        ([{"层级": 1, "关系": "任一"}], ["条件第2行“关系”", "下面没有层级 2"]),
        (
            [{"层级": 1, "关系": "非"}, {"层级": 2, "条件": "样例条件"}, {"层级": 2, "条件": "样例条件"}],
            ["条件第2行“关系”", "只能有一行"],
        ),
        ([{"层级": 1, "关系": "或", "条件": "样例条件"}, {"层级": 2, "条件": "样例条件"}], ["条件第2行“条件”", "只填层级和关系"]),
        ([{"条件": "样例条件", "事实": "营业收入", "比较方式": "不少于", "值": 1}], ["条件第2行“事实”", "上年营业收入"]),
        ([{"条件": "样例条件", "事实": "上年营业收入", "比较方式": "是", "值": 1}], ["“上年营业收入”", "“不少于”"]),
        ([{"条件": "样例条件", "事实": "上年营业收入", "比较方式": "大于"}], ["“上年营业收入”"]),
        ([{"条件": "样例条件", "比较方式": "大于"}], ["没有 “事实” 的条件"]),
        ([{"事实": "上年营业收入", "比较方式": "大于", "值": 1}], ["条件第2行“条件”", "必填"]),
        ([{"条件": "样例条件", "事实": "资质", "比较方式": "每一项都有", "值": "高新企业"}], ["“值”", "是不是“高新技术企业”"]),
    ],
)  # fmt: skip
def test_conditions_that_make_no_sense(rows: list[dict[str, Any]], says: list[str]) -> None:
    book = Book()
    for row in rows:
        book.row("条件", **condition(**row))
    message = book.problem()
    for words in says:
        assert words in message


def test_formulas_may_use_the_labels_of_facts() -> None:
    book = (
        Book().put("记录", 2, "算式", "min（资金需求 × 0.02，50）").put("记录", 2, "算法说明", "贷款额的2%，最高50万元")
    )
    formula = record(book).benefit.formula
    assert formula and formula.names() == ("need_amount_wan",)


def test_blank_rows_and_rows_of_blanks_are_nothing() -> None:
    book = Book()
    page = book.book["记录"]
    page.cell(10, 1, "  ")
    page.cell(12, 5, "　")
    assert record(book) == good().records["good-loan"]


def test_what_a_file_says_of_its_own_size_is_not_believed() -> None:
    book = Book()
    book.book["记录"].cell(1_048_000, 3, " ")
    assert record(book) == good().records["good-loan"]


def test_a_whole_sheet_without_a_header() -> None:
    book = Book().change("术语", lambda page: page.delete_rows(1))
    assert "找不到表头" in book.problem()
    assert read_workbook(book.content(), good()).items["records"]
