"""Two records beside each other, in words."""

from __future__ import annotations

from builders import leaf, record

from knowledge.quality.side_by_side import side_by_side


def test_labels_units_and_what_differs() -> None:
    left = record(
        {"all": [leaf("age_months", "ge", 24), {"any": [{"text": "在坪山注册"}, {"text": "在深圳注册"}]}]}, id="a"
    )
    right = record(
        {"not": {"text": "有失信"}}, id="b", benefit={"summary": "样例", "amount_max_wan": 300}, stages=["种子期"]
    )
    rows = {row.label: row for row in side_by_side(left, right)}
    assert (rows["好处·单户上限（万元）"].left, rows["好处·单户上限（万元）"].right) == ("500", "300")
    assert rows["类型"].left == "银行贷款" and not rows["类型"].differs
    assert rows["适用阶段"].differs and rows["适用阶段"].left == "种子期、初创期、成长期、成熟期"
    assert rows["申请条件"].left.splitlines()[1].startswith("　· age_months ge 24（机器判断：成立时长不少于24")
    assert rows["申请条件"].right.startswith("下面这一项不能出现：")
    assert "别名" not in rows
