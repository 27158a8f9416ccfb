"""`kb feedback`: what founders say of the answers and what could not be answered, until there is a console."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated

import typer

_MOST_LINES = 50


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("feedback")(feedback)


def feedback(
    days: Annotated[int, typer.Option(min=1, max=365, help="看最近多少天。")] = 30,
) -> None:
    """看用户的评价和没答上来的问题（都已隐去电话、证件号和姓名），最常见的在前。"""
    from knowledge.opinions.store import OpinionStore
    from knowledge.tickets.clock import now

    since = now() - dt.timedelta(days=days)
    store = OpinionStore.open()
    try:
        opinions, questions = store.opinions(since=since), store.open_questions(since=since)
    finally:
        store.close()
    useful = sum(opinion.useful for opinion in opinions)
    typer.echo(f"最近{days}天：有用 {useful}，没用 {len(opinions) - useful}。")
    bad = [opinion for opinion in opinions if not opinion.useful]
    for opinion in bad[:_MOST_LINES]:
        about = "、".join(opinion.answer.records[:3]) or opinion.answer.kind
        typer.echo(f"  {opinion.at:%Y-%m-%d %H:%M}  {about}：{opinion.reason or '没说理由'}")
    asked = Counter(question.said for question in questions)
    typer.echo(f"没答上来的问题 {len(questions)} 次：")
    for said, times in asked.most_common(_MOST_LINES):
        typer.echo(f"  {times} 次  {said}")
