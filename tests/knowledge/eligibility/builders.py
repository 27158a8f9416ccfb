"""Small records and common questions for tests: what matters is given, everything else fixed."""

from __future__ import annotations

from typing import Any

from knowledge.catalogue.model import CommonQuestion, Record

FIXED = {
    "id": "sample-loan",
    "kind": "bank-loan",
    "board": "科技信贷",
    "title": "样例贷",
    "provider": "样例银行",
    "level": "市",
    "region": ["深圳市"],
    "stages": ["种子期", "初创期", "成长期", "成熟期"],
    "needs": ["贷款"],
    "benefit": {"summary": "样例", "amount_max_wan": 500},
    "apply": {"how": "到网点申请"},
    "contact": "sample-desk",
    "recheck_by": "2027-05-23",
    "reviewed_on": "2026-11-23",
    "owner": "测试",
    "confidence": "high",
    "availability": "available",
    "sources": [{"title": "样例文件", "issuer": "样例机构"}],
}


def record(conditions: dict[str, Any] | None = None, **changes: Any) -> Record:
    """A valid record with ``conditions``."""
    return Record.model_validate({**FIXED, "conditions": conditions, **changes})


def leaf(fact: str, op: str, value: Any, **more: Any) -> dict[str, Any]:
    """A typed leaf whose text is its own formula."""
    return {"fact": fact, "op": op, "value": value, "text": f"{fact} {op} {value}"[:120], **more}


def question(**changes: Any) -> CommonQuestion:
    """A valid common question with ``changes``."""
    fixed = {name: FIXED[name] for name in ("owner", "recheck_by", "reviewed_on", "confidence", "sources")}
    asked = {"id": "sample-question", "question": "没有抵押物怎么贷款", "answer": "可以问担保公司。"}
    return CommonQuestion.model_validate({**fixed, **asked, **changes})
