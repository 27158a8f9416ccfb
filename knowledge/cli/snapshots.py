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


def publish(
    folder: Folder = CONTENT_FOLDER,
    force: Annotated[bool, typer.Option("--force", help="后台发布过，也用文件里的内容换掉。")] = False,
    at_start: Annotated[bool, typer.Option("--at-start", help="启动时用：后台发布过就保留，不算出错。")] = False,
) -> None:
    """检查内容并发布为新快照；内容没有变化时不新建，后台发布过的不覆盖。"""
    catalogue = load_catalogue(folder)
    if problems := content_problems(catalogue):
        raise CatalogueInvalid(problems)
    store = _store()
    before, staff = store.current_number(), store.newest_from_console()
    served = before is not None and store.usable(before) and not store.holds(before, catalogue)
    if staff is not None and served and not force:
        typer.echo(
            f"提醒 知识库已经由后台发布（快照 {staff}），没有用文件里的内容覆盖；确实要覆盖，请运行 kb publish --force。",
            err=not at_start,
        )
        raise typer.Exit(0 if at_start else 1)
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
