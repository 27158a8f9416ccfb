"""`kb search`: ask the current snapshot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.cli.options import snapshot_root
from knowledge.errors import SnapshotMissing
from knowledge.terms.vocabulary import BOARDS, INDUSTRIES, KINDS, SHENZHEN_DISTRICTS, STAGES

if TYPE_CHECKING:
    from knowledge.retrieval.common import CommonResult

_VOCABULARIES = {"--stage": STAGES, "--kind": tuple(KINDS), "--board": BOARDS, "--industry": INDUSTRIES}
Some = list[str] | None
_COMMON_SHOWN = 3


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command()(search)


def search(
    query: Annotated[str, typer.Argument(help="要找的内容，用自己的话写。")],
    stage: Annotated[Some, typer.Option(help=f"发展阶段：{'、'.join(STAGES)}。")] = None,
    kind: Annotated[Some, typer.Option(help=f"类别：{'、'.join(KINDS)}。")] = None,
    board: Annotated[Some, typer.Option(help=f"板块：{'、'.join(BOARDS)}。")] = None,
    district: Annotated[Some, typer.Option(help=f"注册地，如{'、'.join(SHENZHEN_DISTRICTS[:3])}。")] = None,
    industry: Annotated[Some, typer.Option(help=f"行业：{'、'.join(INDUSTRIES)}。")] = None,
    top: Annotated[int, typer.Option(help="显示几条。", min=1, max=50)] = 10,
) -> None:
    """在当前快照里检索；选项可重复，表示任一。"""
    for option, values in {"--stage": stage, "--kind": kind, "--board": board, "--industry": industry}.items():
        _check(option, values or [])
    from knowledge.retrieval.encoder import default_encoder
    from knowledge.retrieval.filters import Filters
    from knowledge.snapshot.store import SnapshotStore

    filters = Filters(
        tuple(stage or ()),
        tuple(kind or ()),
        tuple(board or ()),
        tuple(district or ()),
        tuple(industry or ()),
        dt.date.today(),
    )
    store = SnapshotStore(snapshot_root(), default_encoder())
    number = store.current_number()
    if number is None:
        raise SnapshotMissing("还没有发布过快照；请先运行 kb publish")
    snapshot = store.load(number)
    _show(snapshot.common.search(query, today=dt.date.today()))
    result = snapshot.retriever.search(query, filters=filters, top_k=top)
    if not result.confident:
        typer.echo("没有把握：知识库里可能没有这方面的内容。")
    for hit in result.hits:
        parts = "  ".join(f"{name} {value}" for name, value in hit.parts.items())
        typer.echo(f"{hit.score:.3f}  {hit.record.id}  {hit.record.title}（{parts}）")
    for rejected in result.rejected:
        typer.echo(f"未列入  {rejected.record.id}  {rejected.record.title}：{rejected.reason}")
    raise typer.Exit(0 if result.hits else 1)


def _show(found: CommonResult) -> None:
    for hit in found.hits[:_COMMON_SHOWN]:
        use = "会直接回答" if hit.sure else "没有别的答案时才用" if hit.likely else "不够像，不会用"
        typer.echo(f"{hit.certainty:.3f}  {hit.question.id}  常见问题：{hit.question.question}（{use}）")
    for rejected in found.rejected:
        typer.echo(f"未列入  {rejected.question.id}  常见问题：{rejected.question.question}：{rejected.reason}")


def _check(option: str, values: list[str]) -> None:
    allowed = _VOCABULARIES[option]
    for value in values:
        if value not in allowed:
            raise typer.BadParameter(f"'{value}' 不在词表中；可用：{'、'.join(allowed)}", param_hint=option)
