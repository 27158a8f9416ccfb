"""`kb validate` and `kb near-duplicates`: check the content files."""

from __future__ import annotations

import typer

from knowledge.catalogue.checks import content_problems, content_warnings
from knowledge.catalogue.duplicates import near_duplicates
from knowledge.catalogue.load import load_catalogue
from knowledge.cli.options import CONTENT_FOLDER, Folder
from knowledge.errors import CatalogueInvalid


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("validate")(validate)
    app.command("near-duplicates")(duplicates)


def validate(folder: Folder = CONTENT_FOLDER) -> None:
    """检查全部内容文件，一次列出所有问题。"""
    try:
        catalogue = load_catalogue(folder)
        problems = content_problems(catalogue)
    except CatalogueInvalid as error:
        problems, catalogue = error.problems, None
    for warning in content_warnings(catalogue) if catalogue else ():
        typer.echo(f"提醒 {warning}")
    for problem in problems:
        typer.echo(f"问题 {problem}", err=True)
    if problems or catalogue is None:
        typer.echo(f"共 {len(problems)} 个问题。", err=True)
        raise typer.Exit(1)
    typer.echo(
        f"通过：{len(catalogue.records)} 条记录、{len(catalogue.institutions)} 家机构、{len(catalogue.terms)} 个术语、"
        f"{len(catalogue.faq)} 个常见问题。"
    )


def duplicates(folder: Folder = CONTENT_FOLDER) -> None:
    """列出疑似重复的记录。"""
    found = near_duplicates(load_catalogue(folder).records)
    for pair in found:
        typer.echo(str(pair))
    typer.echo(f"共 {len(found)} 对疑似重复。")
    raise typer.Exit(1 if found else 0)
