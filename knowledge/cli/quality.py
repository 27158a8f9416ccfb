"""`kb quality`: what the quality desk shows, in the terminal."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated

import typer

from knowledge.catalogue.load import load_catalogue
from knowledge.cli.options import CONTENT_FOLDER, Folder, snapshot_root
from knowledge.quality.kinds import FINDING_KINDS, SEVERITY_LABELS, Limits


def register(app: typer.Typer) -> None:
    """Add the group to ``app``."""
    group = typer.Typer(help="质量台：要处理的内容、重叠的政策、失效的网址。", no_args_is_help=True)
    for command in (findings, overlaps, links):
        group.command()(command)
    app.add_typer(group, name="quality")


def findings(
    kind: Annotated[str | None, typer.Option(help=f"只看一类：{'、'.join(FINDING_KINDS)}。")] = None,
    owner: Annotated[str | None, typer.Option(help="只看一个责任人。")] = None,
    folder: Folder = CONTENT_FOLDER,
) -> None:
    """列出要处理的内容；不写 --kind 时只报每类多少条。有“急”的时退出码是 1。"""
    from knowledge.quality.findings import findings as find

    if kind is not None and kind not in FINDING_KINDS:
        raise typer.BadParameter(f"'{kind}' 不是一类；可用：{'、'.join(FINDING_KINDS)}", param_hint="--kind")
    found = [one for one in find(load_catalogue(folder), dt.date.today()) if owner in (None, one.owner)]
    if kind is None:
        counts = Counter(one.kind for one in found)
        for name, labelled in FINDING_KINDS.items():
            if counts[name]:
                typer.echo(f"{counts[name]:5}  {name}  {labelled.texts(Limits())[0]}")
    else:
        found = [one for one in found if one.kind == kind]
        for one in found:
            typer.echo(f"{SEVERITY_LABELS[one.severity]}  {one.id}  {one.title}：{one.what}")
    typer.echo(f"共 {len(found)} 处。")
    raise typer.Exit(1 if any(one.severity == "high" for one in found) else 0)


def overlaps(folder: Folder = CONTENT_FOLDER) -> None:
    """列出可能重叠的记录和理由，最像的在前；已标互斥、替代、不一致的不列。"""
    from knowledge.quality.overlaps import overlaps as find
    from knowledge.retrieval.encoder import default_encoder
    from knowledge.snapshot.store import SnapshotStore

    records = load_catalogue(folder).records
    found = find(records, SnapshotStore(snapshot_root(), default_encoder()).recalling(), dt.date.today())
    for one in found:
        first, second = records[one.first], records[one.second]
        typer.echo(f"{one.score:.0%}  {one.first}  {one.second}  《{first.title}》与《{second.title}》")
        typer.echo(f"     {'；'.join(one.reasons)}")
    typer.echo(f"共 {len(found)} 对。")


def links(folder: Folder = CONTENT_FOLDER) -> None:
    """检查每个网址还能不能打开；没有网络时说明并不作判断。有打不开的时退出码是 1。"""
    from knowledge.quality.addresses import addresses
    from knowledge.quality.links import LINK_STATES, NO_NETWORK, check_links

    places = addresses(load_catalogue(folder))
    report = check_links(places)
    if not report.network:
        typer.echo(f"{NO_NETWORK}（{len(places)} 个网址）。")
        return
    for result in report.results:
        if result.state != "ok":
            where = "、".join(dict.fromkeys(use.id for use in places[result.url]))
            typer.echo(f"{LINK_STATES[result.state]}  {result.url}  {result.what}  （{where}）")
    counts = Counter(result.state for result in report.results)
    typer.echo("，".join(f"{label} {counts[state]}" for state, label in LINK_STATES.items()) + "。")
    raise typer.Exit(1 if counts["dead"] else 0)
