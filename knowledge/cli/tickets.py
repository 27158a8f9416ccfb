"""`kb tickets`: what staff do with tickets until there is a console; both use knowledge.tickets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from knowledge.tickets.model import Ticket
    from knowledge.tickets.store import TicketStore

_STATES = ("待受理", "已受理", "已拒绝", "已办结", "已撤回")
_OUTCOMES = ("申请了", "已享受", "没成")
Number = Annotated[str, typer.Argument(metavar="N", help="工单号，如 PS-20261124-4831。")]


def register(app: typer.Typer) -> None:
    """Add the group to ``app``."""
    group = typer.Typer(help="预约工单：查看、受理、拒绝、办结、回访。", no_args_is_help=True)
    for command in (show, accept, refuse, close, tend):
        group.command()(command)
    group.command("list")(list_tickets)
    group.command("follow-up")(follow_up)
    app.add_typer(group, name="tickets")


def list_tickets(
    state: Annotated[str | None, typer.Option(help=f"只看一种状态：{'、'.join(_STATES)}。")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只看超时没人受理的。")] = False,
    to_follow_up: Annotated[bool, typer.Option("--to-follow-up", help="只看办结了还没有回访结果的。")] = False,
) -> None:
    """列出工单，最急的在前；没有时退出码仍是 0。"""
    from knowledge.tickets.clock import now
    from knowledge.tickets.model import State

    if state is not None and state not in _STATES:
        raise typer.BadParameter(f"'{state}' 不是工单状态；可用：{'、'.join(_STATES)}", param_hint="--state")
    moment = now()
    with _store() as store:
        wanted = State.CLOSED if to_follow_up else State(state) if state else None
        found = store.find(state=wanted, overdue_at=moment if overdue else None)
    found = [ticket for ticket in found if not to_follow_up or ticket.outcome is None]
    for ticket in found:
        typer.echo(_line(ticket, moment))
    typer.echo(f"共 {len(found)} 张。")


def show(number: Number) -> None:
    """看一张工单的全部内容：联系方式、融资需求单、经过。"""
    from knowledge.tickets.clock import in_words, now

    with _store() as store:
        ticket = store.get(number)
    typer.echo(_line(ticket, now()))
    typer.echo(f"受理期限：{in_words(ticket.accept_by)}")
    typer.echo(f"联系方式：{_contact(ticket)}")
    if ticket.refusal:
        typer.echo(f"拒绝理由：{ticket.refusal}")
    if ticket.outcome:
        typer.echo(f"办理结果：{ticket.outcome}{f'（{ticket.outcome_reason}）' if ticket.outcome_reason else ''}")
    typer.echo("经过：")
    for event in ticket.history:
        typer.echo(f"  {event.at:%Y-%m-%d %H:%M}  {event.what}{f'：{event.note}' if event.note else ''}")
    typer.echo(f"\n{ticket.request}" if ticket.request else "没有附融资需求单。")


def accept(number: Number) -> None:
    """受理；企业会看到“已受理”。"""
    from knowledge.tickets.clock import now

    with _store() as store:
        ticket = store.accept(number, now=now())
    typer.echo(f"已受理 {ticket.number}。请联系：{_contact(ticket)}")


def refuse(number: Number, reason: Annotated[str, typer.Option(help="理由，企业会原样看到。")]) -> None:
    """拒绝，必须写明理由。"""
    from knowledge.tickets.clock import now

    with _store() as store:
        ticket = store.refuse(number, reason, now=now())
    typer.echo(f"已拒绝 {ticket.number}，企业会看到理由：{ticket.refusal}")


def close(number: Number) -> None:
    """办结已受理的工单；企业下次来时会被问一次办成没有。"""
    from knowledge.tickets.clock import now

    with _store() as store:
        ticket = store.finish(number, now=now())
    typer.echo(f"已办结 {ticket.number}。")


def follow_up(
    number: Number,
    outcome: Annotated[str, typer.Option(help=f"结果：{'、'.join(_OUTCOMES)}。")],
    reason: Annotated[str, typer.Option(help="原因，没成时请写。")] = "",
) -> None:
    """登记回访结果。"""
    from knowledge.tickets.clock import now
    from knowledge.tickets.model import Outcome

    if outcome not in _OUTCOMES:
        raise typer.BadParameter(f"'{outcome}' 不是回访结果；可用：{'、'.join(_OUTCOMES)}", param_hint="--outcome")
    if outcome == Outcome.FAILED and not reason.strip():
        raise typer.BadParameter("没成要写原因", param_hint="--reason")
    with _store() as store:
        ticket = store.follow_up(number, Outcome(outcome), reason, now=now())
    typer.echo(f"已登记 {ticket.number} 的回访结果：{ticket.outcome}。")


def tend() -> None:
    """把超时没人受理的升级，清除保存到期的联系方式；有新升级的退出码为 1（可放进定时任务发提醒）。"""
    from knowledge.tickets.clock import now

    moment = now()
    with _store() as store:
        late, erased = store.escalate(now=moment), store.erase_expired(now=moment)
    for ticket in late:
        typer.echo(_line(ticket, moment), err=True)
    typer.echo(f"新升级 {len(late)} 张，清除到期联系方式 {erased} 张。")
    raise typer.Exit(1 if late else 0)


@contextmanager
def _store() -> Iterator[TicketStore]:
    from knowledge.tickets.store import TicketStore

    store = TicketStore.open()
    try:
        yield store
    finally:
        store.close()


def _line(ticket: Ticket, moment: dt.datetime) -> str:
    late = "  超时未受理" if ticket.overdue(moment) else ""
    return f"{ticket.number}  {ticket.state}{late}  {ticket.filed_at:%m-%d %H:%M}  {ticket.desk_name}  {ticket.topic}"


def _contact(ticket: Ticket) -> str:
    contact = ticket.contact
    if contact is None:
        return "（已删除）"
    wechat = f"微信 {contact.wechat}" if contact.wechat else ""
    return "  ".join(filter(None, (contact.name or "（没留称呼）", contact.phone, wechat)))
