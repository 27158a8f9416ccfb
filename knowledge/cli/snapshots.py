"""`kb publish`, `kb rollback` and `kb status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.catalogue.checks import content_problems
from knowledge.catalogue.load import load_catalogue
from knowledge.cli.options import CONTENT_FOLDER, Folder, snapshot_root
from knowledge.errors import CatalogueInvalid, SnapshotDamaged

if TYPE_CHECKING:
    from knowledge.snapshot.store import SnapshotStore


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    for command in (publish, rollback, status):
        app.command()(command)


def publish(folder: Folder = CONTENT_FOLDER) -> None:
    """检查内容并发布为新快照；内容没有变化时不新建。"""
    catalogue = load_catalogue(folder)
    if problems := content_problems(catalogue):
        raise CatalogueInvalid(problems)
    store = _store()
    before = store.current_number()
    number = store.publish(catalogue)
    typer.echo(
        f"内容没有变化，仍是快照 {number}。"
        if number == before
        else f"已发布快照 {number}，共 {len(catalogue.records)} 条记录。"
    )


def rollback(number: Annotated[int, typer.Argument(help="要回到的快照号。", min=1)]) -> None:
    """切换回一个已有的快照。"""
    _store().rollback(number)
    typer.echo(f"已切换到快照 {number}。")


def status() -> None:
    """查看当前快照与全部快照。"""
    from knowledge.snapshot.load import verified_manifest
    from knowledge.snapshot.store import SnapshotFolder

    folder = SnapshotFolder(snapshot_root())
    current, damaged = folder.current_number(), False
    if current is None:
        typer.echo("还没有发布过快照；请运行 kb publish。", err=True)
        raise typer.Exit(1)
    for number in folder.numbers():
        mark = "当前" if number == current else "    "
        try:
            manifest = verified_manifest(folder.path(number))
            typer.echo(f"{mark} {number}  {manifest['created_at']}  {manifest['records']} 条记录  {manifest['model']}")
        except SnapshotDamaged as error:
            damaged = damaged or number == current
            typer.echo(f"{mark} {number}  {error}", err=True)
    raise typer.Exit(1 if damaged or current not in folder.numbers() else 0)


def _store() -> SnapshotStore:
    from knowledge.retrieval.encoder import default_encoder
    from knowledge.snapshot.store import SnapshotStore

    return SnapshotStore(snapshot_root(), default_encoder())
