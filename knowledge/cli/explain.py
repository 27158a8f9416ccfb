"""`kb explain`: one record against one company's facts, condition by condition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.catalogue.load import load_catalogue
from knowledge.cli.options import CONTENT_FOLDER, Folder
from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import FactsInvalid, RecordNotFound
from knowledge.terms.vocabulary import fact_label

_MARK = {"met": "符合", "not_met": "不符合", "unknown": "还不知道"}


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("explain")(explain)


def explain(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="记录的 id，如 park-loan-sz。")],
    facts: Annotated[
        Path, typer.Option(help="企业情况的 YAML 文件，如 district: 坪山区。", exists=True, dir_okay=False)
    ],
    folder: Folder = CONTENT_FOLDER,
) -> None:
    """逐条说明一家企业符不符合一条记录的条件。"""
    records = load_catalogue(folder).records
    if record_id not in records:
        raise RecordNotFound(f"没有记录 {record_id}")
    judgement = judge(records[record_id], _profile(facts), today=dt.date.today())
    typer.echo(f"{records[record_id].title}：{_MARK[judgement.truth.value]}")
    for leaf in judgement.leaves:
        own = f"（您：{leaf.yours}）" if leaf.yours else ""
        typer.echo(f"  {_MARK[leaf.verdict.value] if leaf.fact else '由机构确认'}  {leaf.text}{own}")
    if judgement.missing:
        typer.echo(f"还要知道：{'、'.join(fact_label(fact) for fact in judgement.missing)}")
    for gap in judgement.gaps:
        typer.echo(f"差在哪：{gap.text}")


def _profile(path: Path) -> EnterpriseProfile:
    try:
        stated = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return EnterpriseProfile.model_validate(stated or {})
    except YAMLError as error:
        raise FactsInvalid(f"{path.name}: 不是有效的 YAML：{' '.join(str(error).split())}") from error
    except ValidationError as error:
        lines = [
            f"{path.name}: 字段 {'.'.join(map(str, item['loc']))}: 现为 {item['input']!r}；{item['msg']}"
            for item in error.errors()
        ]
        raise FactsInvalid("\n".join(lines)) from error
