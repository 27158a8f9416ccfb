"""From a document to a draft: only what a person confirmed, its evidence kept, nobody else let in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import draft_problems, item_of, live_catalogue
from knowledge.console.documents.identity import suggested_id
from knowledge.console.documents.models import DraftedRecord, PolicyDocument

pytestmark = pytest.mark.django_db

POLICY = (
    "坪山区科技企业融资支持办法\n深坪发改规〔2025〕9号\n"
    "第一条 本办法适用于在坪山区注册登记的企业。\n"
    "第二条 贷款贴息。对成立满2年的企业，按照实际支付利息的50%给予贴息，单个企业每年最高100万元。\n"
    "第三条 担保费补贴。按照担保费的30%给予补贴，单个企业每年最高50万元。\n"
    "第四条 本办法由深圳市坪山区发展和改革局负责解释，自2025年7月1日起施行，有效期3年。\n"
)
INDEX = "/from-document/"


def brought(client: Any, text: str = POLICY) -> PolicyDocument:
    answer = client.post(INDEX, {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    return PolicyDocument.objects.latest("pk")


def page(kept: PolicyDocument, label: str = "第二条") -> str:
    draft = next(one for one in (kept.proposal.whole, *kept.proposal.measures) if one.label == label)
    return f"{reverse('policydocuments:review', args=(kept.pk,))}?draft={draft.key}"


def posted(html: str, *taken: str, **changes: Any) -> dict[str, Any]:
    """What a browser would post of the page: every field as shown, ``taken`` (names) as 采用."""
    from bs4 import BeautifulSoup

    form = BeautifulSoup(html, "lxml").select_one("form.fields")
    assert form
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind == "radio" or name == "csrfmiddlewaretoken":
            continue
        if kind == "checkbox":
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            data[name] = chosen["value"] if chosen else ""
        else:
            data[name] = field.get("value", "") if field.name == "input" else field.get_text()
    return data | {f"state:{name}": "take" for name in taken} | changes


def test_only_what_was_confirmed_becomes_the_draft(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client)
    shown = client.get(page(kept)).content.decode()
    answer = client.post(
        page(kept), posted(shown, "title", "benefit.ratio_pct", "benefit.ratio_of", "contact", "condition.1")
    )
    assert answer.status_code == 302
    (drafted,) = DraftedRecord.objects.all()
    entry = ENTRIES["records"].objects.get(pk=drafted.record)
    values = entry.get_latest_revision_as_object().values()
    assert (values["title"], values["benefit_ratio_pct"], values["contact"]) == ("坪山区贷款贴息", 50.0, "ps-ndrc")
    assert values["benefit_cap_wan"] is None
    assert values["kind"] == values["valid_until"] == "" or not values["valid_until"]
    assert len(values["conditions"]) == 1
    assert not entry.live
    assert drafted.record not in live_catalogue().records
    assert item_of("records", drafted.record, draft=True) is None
    assert any(problem.id == drafted.record for problem in draft_problems())


def test_the_edit_form_opens_with_the_draft_and_the_way_to_its_evidence(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client)
    answer = client.post(
        page(kept), posted(client.get(page(kept)).content.decode(), "title", "benefit.cap_wan"), follow=True
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "坪山区贷款贴息" in text and "起草依据" in text
    drafted = DraftedRecord.objects.get()
    proof = client.get(reverse("policydocuments:evidence", args=(drafted.record,))).content.decode()
    assert "最高100万元" in proof and "计算结果上限" in proof and editor.username in proof
    original = client.get(reverse("policydocuments:original", args=(kept.pk,)))
    assert original.content.decode() == POLICY
    assert original.headers["Content-Disposition"].startswith("attachment")


def test_a_changed_value_is_the_person_s_own(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client)
    data = posted(
        client.get(page(kept)).content.decode(), "title", "benefit.cap_wan", **{"value:benefit.cap_wan": "80"}
    )
    client.post(page(kept), data)
    drafted = DraftedRecord.objects.get()
    values = ENTRIES["records"].objects.get(pk=drafted.record).get_latest_revision_as_object().values()
    assert values["benefit_cap_wan"] == 80
    assert [item["passages"] for item in drafted.evidence if item["value"] == "80"] == [[]]


def test_a_condition_may_lose_its_machine_part_or_change_its_value(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client)
    shown = client.get(page(kept)).content.decode()
    numbers = [name.split(".")[1] for name in re.findall(r'name="typed:(condition\.\d+)\.0"', shown)]
    data = posted(shown, "title", *(f"condition.{number}" for number in numbers))
    data.pop(f"typed:condition.{numbers[0]}.0")
    data[f"value:condition.{numbers[1]}.0"] = "36"
    client.post(page(kept), data)
    entry = ENTRIES["records"].objects.get(pk=DraftedRecord.objects.get().record)
    values = entry.get_latest_revision_as_object().values()
    leaves = [block["value"] for block in values["conditions"]]
    assert [(leaf["fact"], leaf["value"]) for leaf in leaves] == [("", ""), ("age_months", "36")]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("value:benefit.cap_wan", "很多", "请填大于0的数字"),
        ("value:benefit.cap_wan", "-5", "请填大于0的数字"),
        ("value:benefit.cap_wan", "", "没有填内容"),
        ("value:title", "找张三 13800000000", "手机号"),
        ("value:kind", "made-up", "可用"),
        ("id", "坪山", "编号只能用小写英文"),
        ("id", "ccb-shankedai", "已经有记录在用"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(editor: Any, login: Any, name: str, value: str, said: str) -> None:
    client = login(editor)
    kept = brought(client)
    before = ENTRIES["records"].objects.count()
    data = posted(client.get(page(kept)).content.decode(), "title", "kind", "benefit.cap_wan", "condition.0")
    answer = client.post(page(kept), data | {name: value, "value:provider": "改过的提供方"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "改过的提供方" in text
    assert text.count(" checked") >= 4
    assert ENTRIES["records"].objects.count() == before
    assert not DraftedRecord.objects.exists()


def test_nothing_confirmed_saves_nothing(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client)
    answer = client.post(page(kept), posted(client.get(page(kept)).content.decode()))
    assert answer.status_code == 422
    assert "还没有采用任何一项" in answer.content.decode()


def test_each_article_becomes_a_record_of_its_own(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client)
    for label in ("第二条", "第三条"):
        client.post(page(kept, label), posted(client.get(page(kept, label)).content.decode(), "title"))
    assert {one.record for one in DraftedRecord.objects.all()} == {
        "ping-shan-qu-dai-kuan-tie-xi",
        "ping-shan-qu-dan-bao-fei-bu-tie",
    }
    assert client.get(page(kept)).content.decode().count("已起草") == 2


def test_html_in_a_document_is_shown_as_text(editor: Any, login: Any) -> None:
    client = login(editor)
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    text = POLICY.replace("贷款贴息。", f"贷款贴息{evil}。").replace("坪山区科技企业", f"坪山区{evil}科技企业")
    kept = brought(client, text)
    for url in (page(kept, ""), page(kept), INDEX):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in client.get(page(kept)).content.decode()


def test_a_refused_file_says_why_and_is_not_kept(editor: Any, login: Any) -> None:
    answer = login(editor).post(
        INDEX, {"file": SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)}
    )
    assert answer.status_code == 422
    assert "另存为.docx" in answer.content.decode()
    assert not PolicyDocument.objects.exists()


def test_nothing_brought_in_is_said(editor: Any, login: Any) -> None:
    assert "请选择一个文件" in login(editor).post(INDEX, {}).content.decode()


def test_the_same_file_twice_is_pointed_out(editor: Any, login: Any) -> None:
    client = login(editor)
    brought(client)
    answer = client.post(INDEX, {"text": POLICY}, follow=True)
    assert "已经上传过一次" in answer.content.decode()


def test_a_record_of_the_same_document_is_pointed_out(editor: Any, login: Any) -> None:
    client = login(editor)
    kept = brought(client, POLICY.replace("〔2025〕9号", "〔2025〕1号"))
    assert "可能已经有了" in client.get(page(kept)).content.decode()


def test_who_may_not_draft_sees_nothing(person: Any, editor: Any, login: Any, client: Any) -> None:
    kept = brought(login(editor))
    DraftedRecord.objects.create(source=kept, record="some-record", evidence=[], drafted_by=editor)
    outsider = login(person("outsider"))
    addresses = [
        INDEX,
        page(kept),
        reverse("policydocuments:original", args=(kept.pk,)),
        reverse("policydocuments:evidence", args=("some-record",)),
    ]
    for address in addresses:
        stranger = client.get(address)
        assert stranger.status_code == 302 and "/login/" in stranger.url
        assert outsider.get(address).status_code in (302, 403)
        assert POLICY[:12] not in outsider.get(address, follow=True).content.decode()
    count = PolicyDocument.objects.count()
    for who in (client, outsider):
        assert who.post(INDEX, {"text": POLICY}).status_code in (302, 403)
    assert PolicyDocument.objects.count() == count


def test_posting_needs_the_csrf_token(editor: Any) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(INDEX, {"text": POLICY}).status_code == 403


def test_the_audit_log_says_who_brought_and_drafted_what(editor: Any, login: Any) -> None:
    from wagtail.models import ModelLogEntry

    client = login(editor)
    kept = brought(client)
    client.post(page(kept), posted(client.get(page(kept)).content.decode(), "title"))
    logged = ModelLogEntry.objects.filter(action__startswith="policydocuments.").order_by("pk")
    assert [(entry.action, entry.user_id) for entry in logged] == [
        ("policydocuments.upload", editor.pk),
        ("policydocuments.draft", editor.pk),
    ]


def test_ids_are_pinyin_and_unused() -> None:
    assert suggested_id("坪山区贷款贴息", lambda id: False) == "ping-shan-qu-dai-kuan-tie-xi"
    assert (
        suggested_id("坪山区贷款贴息", lambda id: id == "ping-shan-qu-dai-kuan-tie-xi")
        == "ping-shan-qu-dai-kuan-tie-xi-2"
    )
    assert suggested_id("《》！", lambda id: False) == "record"
    assert len(suggested_id("坪山区" + "支持企业发展" * 30, lambda id: False)) <= 60
