"""The kinds of findings: what each is called, what it means, what it asks of staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low"]
SEVERITY_LABELS: dict[Severity, str] = {"high": "急", "medium": "要办", "low": "可以更好"}


@dataclass(frozen=True)
class Limits:
    """When something becomes a finding, in days."""

    ending_soon: int = 30
    ending_later: int = 60
    recheck_soon: int = 30
    review_age: int = 180
    unverified_age: int = 90


@dataclass(frozen=True)
class FindingKind:
    """``label`` and ``help`` may name a limit as ``{ending_soon}``; ``texts`` fills it in."""

    label: str
    help: str

    def texts(self, limits: Limits) -> tuple[str, str]:
        """Label and help text with the limits filled in."""
        values = vars(limits)
        return self.label.format_map(values), self.help.format_map(values)


FINDING_KINDS: dict[str, FindingKind] = {
    "ended": FindingKind(
        "到期了还标在办", "过了失效日期，办理状态却还是“在办”或“待核实”。有新文件就更新，没有就改成“已结束”。"
    ),
    "ending-soon": FindingKind(
        "{ending_soon}天内到期", "失效日期就在{ending_soon}天之内。问清楚是续期、换新文件还是到期停办。"
    ),
    "ending-later": FindingKind(
        "{ending_later}天内到期", "失效日期在{ending_soon}天以后、{ending_later}天之内，可以先打听有没有续期。"
    ),
    "recheck-past": FindingKind("过了复核期限", "“下次复核期限”已经过了，要对照来源再核对一遍。"),
    "recheck-soon": FindingKind("{recheck_soon}天内要复核", "“下次复核期限”在{recheck_soon}天之内。"),
    "unreviewed": FindingKind("{review_age}天没复核", "最近一次复核是{review_age}天以前。"),
    "broken-reference": FindingKind("引用失效", "提到的记录已结束、被新文件替代，或者找不到了。"),
    "desk-unreachable": FindingKind("窗口联系不上", "机构既没有公开电话，也没有网址，企业不知道找谁。"),
    "no-condition": FindingKind(
        "没有能判断的条件", "会推荐给企业，但没有一条必须满足的条件能由机器判断，只能一概说“要核实”。"
    ),
    "no-source": FindingKind("没有官网出处", "来源里没有发布机构自己的网址，企业看不到原文。"),
    "low-confidence": FindingKind("可信度低", "依据是转载或旧资料，找到官方原文后改可信度。"),
    "unverified-long": FindingKind("待核实太久", "标着“待核实”超过{unverified_age}天，问清楚还办不办。"),
    "no-amount": FindingKind("没写金额", "会推荐给企业，却没有额度、比例、利率，也没有计算规则。"),
    "no-materials": FindingKind("没写材料", "会推荐给企业，却没有列申请材料。"),
    "name-twice": FindingKind("名称重复", "同一个名称或别名指着两条以上，企业这样问时分不清是哪条。"),
    "no-similar": FindingKind("没有相似问法", "写几句企业平时会怎么问，更容易找到这条。"),
}
"""By key, in the order in which staff see them."""
