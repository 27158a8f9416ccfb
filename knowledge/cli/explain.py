"""`kb explain`: one record against one company's facts, condition by condition; or the whole advice for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.catalogue.model import Record
from knowledge.cli.options import CONTENT_FOLDER, Folder
from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.errors import FactsInvalid, RecordNotFound
from knowledge.terms.vocabulary import fact_label

_SHOWN = 10
_MARK = {"met": "符合", "not_met": "不符合", "unknown": "还不知道"}


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("explain")(explain)


def explain(
    facts: Annotated[
        Path, typer.Option(help="企业情况的 YAML 文件，如 district: 坪山区。", exists=True, dir_okay=False)
    ],
    record_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="记录的 id，如 park-loan-sz；不写就说明整个推荐。")
    ] = None,
    folder: Folder = CONTENT_FOLDER,
) -> None:
    """说明一家企业符不符合一条记录的条件；不写 ID 时说明推荐的次序，和下一步该问什么。"""
    profile, catalogue = _profile(facts), load_catalogue(folder)
    if record_id is None:
        _explain_advice(catalogue, profile)
        return
    if record_id not in catalogue.records:
        raise RecordNotFound(f"没有记录 {record_id}")
    _explain_record(catalogue.records[record_id], profile)


def _explain_record(record: Record, profile: EnterpriseProfile) -> None:
    judgement = judge(record, profile, today=dt.date.today())
    typer.echo(f"{record.title}：{_MARK[judgement.truth.value]}")
    for leaf in judgement.leaves:
        own = f"（您：{leaf.yours}）" if leaf.yours else ""
        typer.echo(f"  {_MARK[leaf.verdict.value] if leaf.fact else '由机构确认'}  {leaf.text}{own}")
    if judgement.missing:
        typer.echo(f"还要知道：{'、'.join(fact_label(fact) for fact in judgement.missing)}")
    for gap in judgement.gaps:
        typer.echo(f"差在哪：{gap.text}")


def _explain_advice(catalogue: Catalogue, profile: EnterpriseProfile) -> None:
    from knowledge.advice.advise import implied, prospect_of
    from knowledge.advice.rank import assess_records
    from knowledge.questions.bank import question_bank
    from knowledge.questions.choose import worth_of_questions

    today = dt.date.today()
    stage = find_stage(profile, today)
    found = assess_records(catalogue.records, profile, stage=stage.stage, today=today)
    typer.echo(f"阶段：{stage.stage or '还不知道'}（{stage.because}）")
    typer.echo("次序（分数；和您相像的企业里能用上的占多少；各部分）：")
    parts = found.shelf.table.parts(found.firms, {})
    for row in found.best(_SHOWN):
        record, chance = found.shelf.records[row], (found.value[row] > 0).mean()
        detail = "  ".join(f"{name} {values[row]:.2f}" for name, values in parts.items())
        typer.echo(f"  {found.score(row):.3f}  {chance:4.0%}  {record.id}  {record.title}  {detail}")
    worth = worth_of_questions(prospect_of(found), profile, closed=implied(profile), bank=question_bank())
    typer.echo("下一步问什么（值不值得问；前三项里能多对几成；消除多少疑问）：")
    for one in worth[:_SHOWN]:
        typer.echo(f"  {one.value:.3f}  {one.right:6.1%}  {one.settles:6.1%}  {fact_label(one.fact)}")


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
