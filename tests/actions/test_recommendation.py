"""What a recommendation carries to a client that shows cards."""

import datetime as dt
import json

from builders import leaf, record
from library import library_of

from actions.form import _public
from actions.render import with_notes
from actions.situation import today
from knowledge.advice.about import public_view
from knowledge.advice.advise import advise
from knowledge.eligibility.profile import EnterpriseProfile

PAPER = {"title": "样例办法", "issuer": "样例机构"}
DIFFERS = [{"record": "city", "about": "补多少", "here": "30%", "there": "50%"}]


def test_documents_that_differ_reach_the_card_as_words() -> None:
    local = leaf("district", "eq", "坪山区")
    library = library_of(
        [
            record(
                local, id="district", level="区", conflicts=DIFFERS, sources=[{**PAPER, "doc_no": "深坪规〔2022〕1号"}]
            ),
            record(local, id="city", sources=[{**PAPER, "doc_no": "深规〔2024〕9号"}]),
        ]
    )
    items = advise(library, EnterpriseProfile(district="坪山区"), today=today()).items

    cards = json.loads(json.dumps([_public(item) for item in items], ensure_ascii=False))

    assert len(cards) == 2
    for card in cards:
        (note,) = card["notes"]
        assert "深坪规〔2022〕1号" in note and "深规〔2024〕9号" in note and "区级文件在先" in note


def test_why_a_record_cannot_be_had_reaches_the_card_as_words() -> None:
    day = today()
    library = library_of([record(id="gone", valid_until=(day - dt.timedelta(days=1)).isoformat()), record(id="open")])
    gone, still_open = (with_notes(public_view(library.records[name], library, day)) for name in ("gone", "open"))
    assert gone["notes"] == ["提醒：这一项已过有效期，现在不能申请。"] and still_open["notes"] == []
