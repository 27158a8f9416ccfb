"""Desks by topic, industry, stage and district, over the real content."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from knowledge.advice.desks import Desk, find_desks
from knowledge.catalogue.load import load_catalogue
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.retrieval.search import Retriever

TODAY = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Real:
    """The catalogue as a library."""

    records: Any
    institutions: Any
    retriever: Retriever
    terms: Any = None
    number: int = 1


@pytest.fixture(scope="module")
def library(real_retriever: Retriever) -> Real:
    catalogue = load_catalogue()
    return Real(catalogue.records, catalogue.institutions, real_retriever)


def desks(library: Real, text: str, **facts: Any) -> tuple[Desk, ...]:
    return find_desks(library, text, EnterpriseProfile.model_validate(facts), today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "facts", "wanted"),
    [
        ("贷款贴息找谁", {}, {"sz-finance-bureau", "sz-newprod-center"}),
        ("想找个懂知识产权质押的机构咨询", {}, {"sz-market-supervision"}),
        ("担保公司的联系方式给我", {}, {"sz-hti-group", "sz-credit-guarantee-group", "szgtg-ps-branch"}),
        ("找科创局", {}, {"ps-sti-bureau"}),
        ("帮我预约园区贷", {}, {"sz-sme-service"}),
        ("出口信用保险问谁", {}, {"sinosure-sz"}),
        ("高企认定该找哪个科", {"district": "坪山区"}, {"sz-stic"}),
        (
            "想找投资人聊聊",
            {"industry": "生物医药", "founded_on": "2023"},
            {"fujian-capital", "sz-cowin", "huitong-jk"},
        ),
    ],
)
def test_desks_by_topic(library: Real, text: str, facts: dict, wanted: set[str]) -> None:
    assert wanted & {desk.institution.id for desk in desks(library, text, **facts)[:3]}


@pytest.mark.parametrize("text", ["贷款贴息找谁", "担保公司", "专利质押", "想找投资人聊聊", "税务问题问谁"])
def test_every_desk_comes_with_a_reason_and_the_reachable_come_first(library: Real, text: str) -> None:
    found = desks(library, text)
    assert found and all(desk.reasons for desk in found)
    reach = [desk.reachable for desk in found]
    assert reach == sorted(reach, reverse=True)


def test_a_firm_of_another_district_is_not_sent_to_pingshan(library: Real) -> None:
    here = {desk.institution.serves for desk in desks(library, "科技金融政策 补贴申报", district="坪山区")}
    there = {desk.institution.serves for desk in desks(library, "科技金融政策 补贴申报", district="南山区")}
    assert "坪山区" in here and "坪山区" not in there and there


def test_a_named_desk_stands_whatever_the_district(library: Real) -> None:
    found = desks(library, "坪山区科技创新局的电话", district="南山区")
    assert [desk.institution.id for desk in found][:1] == ["ps-sti-bureau"] and found[0].named


def test_industry_and_stage_count(library: Real) -> None:
    found = desks(library, "想找股权投资机构", industry="生物医药", stage="初创期")
    first = next(desk for desk in found if desk.institution.id == "fujian-capital")
    assert {"熟悉生物医药", "面向初创期企业"} & set(first.reasons)


def test_words_about_nothing_find_no_desk(library: Real) -> None:
    assert desks(library, "邻居家的狗") == ()
