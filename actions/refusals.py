"""Requests to cheat: refused whatever else the message says."""

from __future__ import annotations

import re

_CHEATING = re.compile(
    r"伪造|造假|作假|虚开|代开发?票|刷[^，。]{0,3}流水|做[^，。]{0,3}流水|两套账|骗[^，。]{0,2}(?:补|贷|资助)|套现|套取"
    r"|假的?(?:合同|报表|流水|专利|发票|公章|证明|审计|财报|材料)|(?:买|凑|挂)[^，。]{0,4}专利[^，。]{0,4}(?:充数|凑数)|挂靠|包装(?:一下|公司|资料|材料)"
    r"|包过|(?:改|P|美化)[^，。]{0,4}(?:报表|流水|合同|财报)|虚报|瞒报|随便签一?个"
)


def asks_to_cheat(text: str) -> bool:
    """Whether the founder asks for forged papers, false accounts or the like."""
    return bool(_CHEATING.search(text))
