"""`kb export` and `kb import`: the content as an Excel file, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.catalogue.load import load_catalogue
from knowledge.cli.options import CONTENT_FOLDER, Folder
from knowledge.errors import WorkbookRefused
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, BOARDS, KINDS

if TYPE_CHECKING:
    from knowledge.workbook.plan import ImportPlan, Planned

Some = list[str] | None
_LONGEST = 60


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("export")(export)
    app.command("import")(import_)


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="写到哪个文件；已有的会被换掉。", dir_okay=False)],
    template: Annotated[bool, typer.Option("--template", help="只要空的模板：表头、说明和下拉列表。")] = False,
    kind: Annotated[Some, typer.Option(help=f"只要这类记录，可重复：{'、'.join(KINDS)}。")] = None,
    board: Annotated[Some, typer.Option(help=f"只要这个板块的记录，可重复：{'、'.join(BOARDS)}。")] = None,
    availability: Annotated[Some, typer.Option(help=f"只要这种状态的记录：{'、'.join(AVAILABILITY_LABELS)}。")] = None,
    folder: Folder = CONTENT_FOLDER,
) -> None:
    """把知识库存成 Excel 文件，改好以后用 kb import 导入。"""
    from knowledge.workbook.choose import Choice, chosen
    from knowledge.workbook.export import export_catalogue
    from knowledge.workbook.export import template as empty

    _check_name(file)
    for option, given, allowed in (
        ("--kind", kind, KINDS),
        ("--board", board, BOARDS),
        ("--availability", availability, AVAILABILITY_LABELS),
    ):
        for value in given or ():
            if value not in allowed:
                raise typer.BadParameter(f"'{value}' 不在词表中；可用：{'、'.join(allowed)}", param_hint=option)
    catalogue = load_catalogue(folder)
    part = chosen(catalogue, Choice(tuple(kind or ()), tuple(board or ()), tuple(availability or ())))
    stream = empty(catalogue) if template else export_catalogue(part, whole=catalogue)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(stream.getvalue())
    os.replace(beside, file)
    sizes = f"{len(part.records)} 条记录、{len(part.institutions)} 家机构、{len(part.terms)} 个术语、{len(part.faq)} 个常见问题"
    typer.echo(f"已写好空模板 {file}。" if template else f"已导出 {file}：{sizes}。")


def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.xlsx", help="改好的 Excel 文件。", exists=True, dir_okay=False, readable=True),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写。")] = False,
    only_valid: Annotated[bool, typer.Option("--only-valid", help="有错的条目先放下，只导入没问题的。")] = False,
    folder: Folder = CONTENT_FOLDER,
) -> None:
    """导入 Excel 文件：按编号新增或修改，文件里没有的不动；有一处错就一条也不写，除非用 --only-valid。"""
    from knowledge.catalogue.save import save_items
    from knowledge.workbook.plan import plan_import
    from knowledge.workbook.reading import read_workbook

    _check_name(file)
    catalogue = load_catalogue(folder)
    plan = plan_import(catalogue, read_workbook(file.read_bytes(), catalogue))
    _show(plan)
    if dry_run:
        typer.echo("这是预览，没有写入。")
    elif plan.wrong and not only_valid:
        typer.echo("有错，一条也没有写入；改好再导入，或加 --only-valid 只导入没问题的。", err=True)
    elif plan.ready:
        save_items(((one.kind, one.item) for one in plan.ready), folder)
        typer.echo(f"已写入 {len(plan.ready)} 条；kb publish 以后生效。")
    else:
        typer.echo("没有要写入的。")
    raise typer.Exit(1 if plan.wrong else 0)


def _check_name(file: Path) -> None:
    if file.suffix.lower() != ".xlsx":
        raise WorkbookRefused(f"{file.name}：文件名应以 .xlsx 结尾")


def _show(plan: ImportPlan) -> None:
    for problem in plan.wrong:
        typer.echo(f"问题 {problem}", err=True)
    for notice in plan.notices:
        typer.echo(f"提醒 {notice}")
    for one in plan.new:
        typer.echo(f"新增 {_named(one)}")
    for one in plan.changed:
        typer.echo(f"修改 {_named(one)}")
        for change in one.changes:
            typer.echo(f"       {change.label}：{_short(change.old)} → {_short(change.new)}")
    typer.echo(
        f"新增 {len(plan.new)} 条，修改 {len(plan.changed)} 条，不变 {len(plan.unchanged)} 条，"
        f"有错 {plan.wrong_items} 条（{len(plan.wrong)} 处）。"
    )


def _named(one: Planned) -> str:
    return f"{one.sheet} {one.id} {one.title}"


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or "（空）"
