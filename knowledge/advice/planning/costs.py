"""What the funding costs in its first year: interest and fees, less what subsidies pay back.

Only what a record states is counted. A rate that no record states stays unknown, and so does every sum that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.advice.planning.model import CostLine, Costs
from knowledge.advice.planning.roles import charges_a_fee
from knowledge.advice.planning.worth import estimated, wan
from knowledge.advice.rank import Ranked
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile, interval

EFFECTIVE = "综合年化成本 =（年利息 + 年担保费 − 贴息 − 担保费补贴）÷ 贷款本金"
CASH = "第一年到手现金 = 贷款本金 + 一次性补贴 − 年利息 − 年担保费 + 贴息 + 担保费补贴"


@dataclass(frozen=True)
class _Stack:
    """The loan, what it costs, and what may pay that back."""

    route: Ranked
    principal: float | None
    interest: CostLine
    fee: CostLine | None
    reliefs: tuple[CostLine, ...]
    grants: tuple[CostLine, ...]


def costs_of(
    route: Ranked | None, offsets: Sequence[Ranked], grants: Sequence[Ranked], profile: EnterpriseProfile
) -> Costs | None:
    """The sums for ``route``, the loan that the plan takes first; None when the plan takes none."""
    if route is None:
        return None
    principal, note = _principal(route.record, profile)
    interest = _charge("年利息", "年利率", None if charges_a_fee(route.record) else route.record, principal)
    fee = _charge("年担保费", "担保费率", route.record, principal) if charges_a_fee(route.record) else None
    candidates = [*([route] if route.record.benefit.offsets else []), *offsets]
    charges = {"贷款利息": interest, **({"担保费": fee} if fee else {})}
    reliefs = tuple(line for cost, charge in charges.items() for line in _reliefs(cost, charge, candidates, principal))
    stack = _Stack(route, principal, interest, fee, reliefs, tuple(_grant_lines(grants, profile)))
    effective, effective_formula = _effective(stack)
    cash, cash_formula = _cash(stack)
    return Costs(
        route=route.record.id,
        route_title=route.record.title,
        principal_wan=principal,
        principal_note=note,
        lines=tuple(line for line in (interest, fee, *reliefs, *stack.grants) if line),
        effective_pct=effective,
        effective_formula=effective_formula,
        cash_wan=cash,
        cash_formula=cash_formula,
        notes=_notes(stack),
    )


def _principal(record: Record, profile: EnterpriseProfile) -> tuple[float | None, str]:
    wanted, ceiling = interval(profile.need_amount_wan), record.benefit.amount_max_wan
    if wanted is None or wanted[0] <= 0:
        return None, "还不知道您要多少钱，告诉我金额就能接着算"
    hedge = "，您说的是范围，按低的算" if wanted[0] < wanted[1] else ""
    if ceiling is not None and ceiling < wanted[0]:
        return (
            ceiling,
            f"您要{wan(wanted[0])}万元，这一项最高{wan(ceiling)}万元，先按{wan(ceiling)}万元算，缺口要另配{hedge}",
        )
    return wanted[0], f"按您说的{wan(wanted[0])}万元{hedge}"


def _charge(label: str, rate_name: str, record: Record | None, principal: float | None) -> CostLine:
    """``record`` None: its rate is the lending bank's affair."""
    rate = record.benefit.rate_pct if record else None
    if rate is None:
        each = f"；报价每1个百分点，一年约{wan(principal / 100)}万元" if principal else ""
        formula = f"贷款本金 × {rate_name}"
        return CostLine(
            label, record.id if record else None, 1, formula, None, None, f"{rate_name}没有公开，以报价和合同为准{each}"
        )
    if principal is None:
        return CostLine(label, record.id if record else None, 1, f"贷款本金 × {wan(rate)}%", None, None, "还缺金额")
    amount = principal * rate / 100
    formula = f"{wan(principal)}万元 × {wan(rate)}% = {wan(amount)}万元"
    return CostLine(
        label, record.id if record else None, 1, formula, round(amount, 4), None, f"公开的{rate_name}，以合同为准"
    )


def _reliefs(cost: str, charge: CostLine, offsets: Sequence[Ranked], principal: float | None) -> list[CostLine]:
    """One line per subsidy on ``cost``; only the best sure one keeps its amount, since nobody pays one cost twice."""
    lines = [_relief(item, cost, charge, principal) for item in offsets if cost in item.record.benefit.offsets]
    sure = [line for line in lines if line.amount_wan is not None]
    best = max(sure, key=lambda line: (line.amount_wan or 0.0, line.record or ""), default=None)
    return [line if line is best else _uncounted(line) for line in lines]


def _uncounted(line: CostLine) -> CostLine:
    if line.amount_wan is None:
        return line
    note = f"能拿约{wan(line.amount_wan)}万元，但同一笔费用只按最多的一项计，能不能叠加要问"
    return CostLine(line.label, line.record, line.sign, line.formula, None, line.cap_wan, note)


def _relief(item: Ranked, cost: str, charge: CostLine, principal: float | None) -> CostLine:
    record, benefit = item.record, item.record.benefit
    label = f"{'贴息' if cost == '贷款利息' else '担保费补贴'}：{record.title}"
    unsure = _unsure(item)

    def line(formula: str, amount: float | None, note: str) -> CostLine:
        return CostLine(label, record.id, -1, formula, amount, benefit.cap_wan, note)

    if benefit.ratio_pct is None or benefit.ratio_of is None:
        return line("以当年指南为准", None, "；".join(filter(None, ["补多少没有公开，没有计入", unsure])))
    base_name = benefit.ratio_of
    base = principal if base_name == "贷款本金" else charge.amount_wan
    cap = f"，最高{wan(benefit.cap_wan)}万元" if benefit.cap_wan else ""
    if base is None:
        return line(
            f"{base_name} × {wan(benefit.ratio_pct)}%{cap}",
            None,
            "；".join(filter(None, [f"{base_name}还不知道，没有计入", unsure])),
        )
    raw = base * benefit.ratio_pct / 100
    limits = [value for value in (benefit.cap_wan, charge.amount_wan) if value is not None]
    amount = round(min([raw, *limits]), 4)
    reached = f"，取{wan(amount)}万元" if amount < round(raw, 4) else ""
    formula = f"{base_name}{wan(base)}万元 × {wan(benefit.ratio_pct)}% = {wan(raw)}万元{cap}{reached}"
    return line(formula, None if unsure else amount, f"{unsure}，没有计入" if unsure else "以批复为准")


def _unsure(item: Ranked) -> str:
    """Why a subsidy may not be counted on yet; '' when it may."""
    if item.record.availability == "unverified":
        return "是否仍在办理要先问清楚"
    return "" if item.status == "eligible" else "还没确认您符不符合"


def _grant_lines(grants: Sequence[Ranked], profile: EnterpriseProfile) -> list[CostLine]:
    lines = []
    for item in grants:
        found, cap = estimated(item.record, profile), item.record.benefit.cap_wan
        label, unsure = f"一次性补贴：{item.record.title}", _unsure(item)
        if found is None:
            note = f"最高{wan(cap)}万元，具体金额看项目，没有计入" if cap else "金额看当年通知，没有计入"
            lines.append(
                CostLine(
                    label, item.record.id, -1, "以当年指南为准", None, cap, "；".join(filter(None, [note, unsure]))
                )
            )
        else:
            note = f"{unsure}，没有计入" if unsure else "以批复为准"
            amount = None if unsure else found.amount_wan
            lines.append(
                CostLine(
                    label, item.record.id, -1, f"{found.formula}，约{wan(found.amount_wan)}万元", amount, cap, note
                )
            )
    return lines


def _effective(stack: _Stack) -> tuple[float | None, str]:
    relief = sum(line.amount_wan or 0.0 for line in stack.reliefs)
    charges = [line.amount_wan for line in (stack.interest, stack.fee) if line]
    if not stack.principal or any(amount is None for amount in charges):
        return None, EFFECTIVE + _so_far(stack, relief)
    net = sum(amount for amount in charges if amount is not None) - relief
    pct = round(net / stack.principal * 100, 4)
    parts = " + ".join(wan(amount) for amount in charges if amount is not None) + "".join(
        f" − {wan(line.amount_wan)}" for line in stack.reliefs if line.amount_wan
    )
    return pct, f"{EFFECTIVE}\n=（{parts}）÷ {wan(stack.principal)} = {wan(pct)}%"


def _so_far(stack: _Stack, relief: float) -> str:
    """What can be said while a rate is unknown: what the subsidies take off."""
    if not stack.principal:
        return ""
    names = "银行报价的年利率" + (" + 担保费率" if stack.fee else "")
    if not relief:
        return f"\n= {names}（拿到报价后代入）"
    return f"\n= {names} − {wan(relief)} ÷ {wan(stack.principal)}（{wan(relief / stack.principal * 100)}个百分点，最多减到0）"


def _cash(stack: _Stack) -> tuple[float | None, str]:
    charges = [line.amount_wan for line in (stack.interest, stack.fee) if line]
    grants = sum(line.amount_wan or 0.0 for line in stack.grants)
    relief = sum(line.amount_wan or 0.0 for line in stack.reliefs)
    if not stack.principal or any(amount is None for amount in charges):
        return None, CASH
    cost = sum(amount for amount in charges if amount is not None)
    cash = round(stack.principal + grants - cost + relief, 4)
    return cash, f"{CASH}\n= {wan(stack.principal)} + {wan(grants)} − {wan(cost)} + {wan(relief)} = {wan(cash)}万元"


def _notes(stack: _Stack) -> tuple[str, ...]:
    notes = ["按借满一年、第一年算；还本方式不同，实际利息会变"]
    if any(line.amount_wan is not None for line in (*stack.reliefs, *stack.grants)):
        notes.append("补贴什么时候到账以各项的办法为准，做资金安排时先不要指望它")
    return tuple(notes)
