import datetime as dt
from typing import Any

from builders import leaf, record
from hypothesis import given
from hypothesis import strategies as st
from library import library_of

from knowledge.advice.whatif import changes, supposing
from knowledge.eligibility.profile import EnterpriseProfile

TODAY = dt.date(2026, 11, 24)
LOCAL = leaf("district", "eq", "坪山区")
PATENTS = leaf("invention_patents", "ge", 3)
RECORDS = [
    record({"all": [LOCAL, PATENTS]}, id="patents"),
    record(LOCAL, id="local"),
    record(leaf("certifications", "has_any", ["高新技术企业"]), id="titled"),
    record({"all": [PATENTS, leaf("employees", "lt", 300)]}, id="open"),
    record({"all": [LOCAL, PATENTS]}, id="expired", valid_until="2026-01-01"),
]


def profile(**facts: Any) -> EnterpriseProfile:
    return EnterpriseProfile.model_validate({"complete": ["certifications"], **facts})


def moved(now: EnterpriseProfile, **supposed: Any) -> dict[str, list[str]]:
    found = changes(library_of(RECORDS), now, supposing(now, supposed), TODAY)
    return {
        "gained": [change.record.id for change in found.gained],
        "nearer": [change.record.id for change in found.nearer],
        "lost": [change.record.id for change in found.lost],
    }


def test_what_opens_says_which_condition_flips() -> None:
    now = profile(district="坪山区", invention_patents=0)
    found = changes(library_of(RECORDS), now, supposing(now, {"invention_patents": 3}), TODAY)
    assert [(change.record.id, change.because) for change in found.gained] == [
        ("patents", ("invention_patents ge 3：符合了",))
    ]
    assert [change.record.id for change in found.nearer] == ["open"]


def test_moving_away_loses_what_is_local() -> None:
    now = profile(district="坪山区", invention_patents=3)
    assert moved(now, district="龙岗区") == {"gained": [], "nearer": [], "lost": ["local", "patents"]}


def test_a_title_adds_to_those_held() -> None:
    now = profile(certifications=["科技型中小企业"])
    assert moved(now, certifications=["高新技术企业"])["gained"] == ["titled"]
    then = supposing(now, {"certifications": ["高新技术企业"]})
    assert then.certifications == ("科技型中小企业", "高新技术企业")


def test_nothing_changes_without_a_new_fact() -> None:
    now = profile(district="坪山区", invention_patents=3)
    assert moved(now, invention_patents=3) == {"gained": [], "nearer": [], "lost": []}


def test_the_stage_is_inferred_anew() -> None:
    now = profile(stage="初创期", revenue_wan=500)
    assert supposing(now, {"revenue_wan": 30_000}).stage is None
    found = changes(library_of(RECORDS), now, supposing(now, {"revenue_wan": 30_000}), TODAY)
    assert found.stage == ("初创期", "成熟期")


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["坪山区", "龙岗区", None]))
def test_there_and_back_mirrors(few: int, many: int, place: str | None) -> None:
    here, there = profile(district=place, invention_patents=few), profile(district=place, invention_patents=many)
    out = changes(library_of(RECORDS), here, there, TODAY)
    back = changes(library_of(RECORDS), there, here, TODAY)
    assert {one.record.id for one in out.all} == {one.record.id for one in back.all}
    assert "expired" not in {one.record.id for one in out.all}
