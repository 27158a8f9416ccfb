"""Puts the command groups together; an error that the package raises on purpose ends as one line and exit code 1."""

from __future__ import annotations

import sys

import typer

from knowledge.cli import content, explain, feedback, find, quality, snapshots, tickets, workbook
from knowledge.errors import KnowledgeError

app = typer.Typer(
    name="kb",
    help="坪山科技金融知识库：检查、发布、回退、检索；Excel 导出导入；预约工单；用户评价；质量台。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
for group in (content, snapshots, find, explain, workbook, tickets, feedback, quality):
    group.register(app)


def main() -> None:
    """Run `kb`."""
    try:
        app()
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
