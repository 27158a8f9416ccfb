"""The hit test over the real content: what a founder sees, the scores, and why the rest is not shown."""

import datetime as dt

import pytest
from library import TinyLibrary

from knowledge.advice.library import Library
from knowledge.catalogue.load import load_catalogue
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.evaluation.probe import CHANNELS, probe, with_facts_of
from knowledge.retrieval.search import Retriever

TODAY = dt.date(2026, 11, 24)
NOTHING = EnterpriseProfile()


@pytest.fixture(scope="module")
def published(real_retriever: Retriever) -> Library:
    content = load_catalogue()
    return TinyLibrary(content.records, content.institutions, content.terms, real_retriever)


def test_a_record_named(published: Library) -> None:
    seen = probe(published, "腾飞贷怎么申请", NOTHING, today=TODAY)
    assert (seen.answers[0].id, seen.answers[0].via) == ("tengfei-loan", ("点到了名称",))
    assert seen.facts == () and seen.advised == () and seen.not_advised == ()


def test_scores_of_every_channel(published: Library) -> None:
    seen = probe(published, "专利质押贷款", NOTHING, today=TODAY)
    assert seen.confident and all(hit.parts.keys() == CHANNELS.keys() for hit in seen.hits)
    assert [hit.score for hit in seen.hits] == sorted((hit.score for hit in seen.hits), reverse=True)


def test_what_is_not_on_offer_is_refused_with_the_reason(published: Library) -> None:
    seen = probe(published, "坪山科技银行", NOTHING, today=TODAY)
    reasons = {one.id: one.reason for one in seen.refused}
    assert reasons["pingshan-sv-bank-proposed"] == "只是建议，尚未设立"
    assert "pingshan-sv-bank-proposed" not in [hit.id for hit in seen.hits]


def test_the_firm_gets_advice_and_reasons(published: Library) -> None:
    firm = EnterpriseProfile(district="坪山区", industry="智能制造", invention_patents=5)
    seen = probe(published, "想用专利贷四百万", firm, today=TODAY)
    assert ("资金需求", "400万元") in seen.facts and ("注册地", "坪山区") in seen.facts
    advised = {one.id: one for one in seen.advised}
    assert advised["sz-ip-pledge-general"].reasons


def test_what_the_firm_does_not_meet_says_why(published: Library) -> None:
    firm = EnterpriseProfile(district="龙岗区", need_kind="贷款")
    seen = probe(published, "坪山的贷款贴息", firm, today=TODAY)
    refused = {one.id: one.reason for one in seen.not_advised}
    assert refused["pingshan-loan-interest-subsidy"].startswith("条件不符合")


def test_the_words_of_the_question_count_as_facts() -> None:
    known = with_facts_of("我们在坪山，想贷300万", EnterpriseProfile(employees=20), today=TODAY)
    assert (known.district, known.need_amount_wan, known.employees) == ("坪山区", 300.0, 20)
