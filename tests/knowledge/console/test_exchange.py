"""Import and export in the console: who may, what is shown before, what is written, what is refused."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from knowledge.catalogue.load import Catalogue
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import draft_catalogue, item_of, live_catalogue, save_draft
from knowledge.console.exchange import work
from knowledge.console.exchange.models import GIVEN_UP_AFTER, KEPT_FOR, State, Upload
from knowledge.workbook.export import export_catalogue

pytestmark = pytest.mark.django_db
RECORD = "kehuitong"
Change = tuple[str, str, Any]


def workbook(*changes: Change, ids: tuple[str, ...] = (RECORD, "park-loan-sz")) -> bytes:
    """An export of some records with cells changed: (id, header, value)."""
    whole = draft_catalogue()
    some = Catalogue({id_: whole.records[id_] for id_ in ids}, {}, {}, {})
    book = openpyxl.load_workbook(export_catalogue(some, whole=whole))
    page = book["记录"]
    for id_, header, value in changes:
        row = next((one[0].row for one in page.iter_rows() if one[0].value == id_), page.max_row + 1)
        page.cell(row, 1).value = id_
        page.cell(row, next(cell.column for cell in page[1] if cell.value == header)).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(client: Any, content: bytes, name: str = "修改.xlsx") -> Upload:
    """Upload a file and follow to its page."""
    answer = client.post(reverse("exchange_take"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return Upload.objects.get(pk=answer.url.rstrip("/").rsplit("/", 1)[1])


def page(client: Any, upload: Upload) -> str:
    return client.get(reverse("exchange_upload", args=(upload.pk,))).content.decode()


def confirm(client: Any, upload: Upload, **more: str) -> str:
    data = {"digest": upload.preview["digest"], **more}
    return client.post(reverse("exchange_confirm", args=(upload.pk,)), data, follow=True).content.decode()


@pytest.fixture
def browser(editor: Any, login: Callable[[Any], Any]) -> Any:
    return login(editor)


def test_an_export_holds_everything_and_changes_nothing_when_it_comes_back(browser: Any) -> None:
    answer = browser.get(reverse("exchange_export"))
    assert answer["Content-Disposition"].startswith("attachment")
    upload = send(browser, b"".join(answer.streaming_content))
    assert upload.state == State.READY
    assert (upload.preview["ready"], upload.preview["wrong_count"]) == (0, 0)
    assert upload.preview["unchanged_count"] == sum(model.objects.count() for model in ENTRIES.values())
    assert "没有要改的" in page(browser, upload)


def test_an_export_of_some_records(browser: Any) -> None:
    answer = browser.get(reverse("exchange_export"), {"kind": ["bank-loan"], "availability": ["available"]})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    headers = [cell.value for cell in book["记录"][1]]
    rows = [dict(zip(headers, row, strict=True)) for row in book["记录"].iter_rows(min_row=2, values_only=True)]
    assert rows and {(row["类型"], row["办理状态"]) for row in rows} == {("银行贷款", "在办")}
    assert book["机构"].max_row == 1
    nothing = browser.get(reverse("exchange_export"), {"owner": ["没有这个科室"]}, follow=True)
    assert "选的内容不对" in nothing.content.decode()


def test_the_template_is_empty(browser: Any) -> None:
    answer = browser.get(reverse("exchange_template"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [sheet.max_row for sheet in book.worksheets if sheet.title not in ("说明", "选项")] == [1] * 8


def test_a_change_is_shown_and_written_as_a_draft(browser: Any, editor: Any) -> None:
    before = item_of("records", RECORD, draft=True)
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777), ("new-loan", "名称", "新贷款")))
    shown = page(browser, upload)
    assert "单户上限（万元）" in shown and "777" in shown
    assert "只导入没问题的 1 条" in shown  # the new one lacks most fields
    assert item_of("records", RECORD, draft=True) == before
    shown = confirm(browser, upload, only_valid="1")
    assert "修改 1 条" in shown and "没导入的 1 条" in shown
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan == 777
    assert live_catalogue().records[RECORD] == before
    assert item_of("records", "new-loan", draft=True) is None
    assert ENTRIES["records"].objects.get(pk=RECORD).latest_revision.user == editor
    entry = ModelLogEntry.objects.get(action="exchange.import")
    assert entry.user == editor and entry.data == {"new_count": 0, "changed_count": 1, "left_out": 1}
    assert entry.message == "导入 Excel：新增 0 条，修改 1 条，有错没导入 1 条"
    upload.refresh_from_db()
    assert bytes(upload.content) == b"" and upload.state == State.DONE


def test_nothing_is_written_while_anything_is_wrong(browser: Any) -> None:
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777), ("park-loan-sz", "失效日期", "明年")))
    shown = page(browser, upload)
    assert "全部导入" not in shown and "失效日期" in shown and "明年" in shown
    assert "有错的地方还没有改好" in confirm(browser, upload)
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan != 777


def test_all_or_nothing_when_one_is_locked(browser: Any, reviewer: Any) -> None:
    entry = ENTRIES["records"].objects.get(pk="park-loan-sz")
    entry.locked, entry.locked_by = True, reviewer
    entry.save()
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777), ("park-loan-sz", "单户上限（万元）", 778)))
    assert "一条也没有导入" in confirm(browser, upload)
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan != 777


def test_somebody_changes_the_entry_after_the_preview(browser: Any, reviewer: Any) -> None:
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777)))
    other = item_of("records", RECORD, draft=True)
    changed = other.model_copy(update={"title": "别人刚改的名称"})
    save_draft(changed, user=reviewer)
    shown = confirm(browser, upload)
    assert "预览以后，有人改了" in shown and "别人刚改的名称" in shown
    assert item_of("records", RECORD, draft=True) == changed
    upload.refresh_from_db()
    assert "修改 1 条" in confirm(browser, upload)


def test_a_digest_of_an_older_page_confirms_nothing(browser: Any) -> None:
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777)))
    answer = browser.post(reverse("exchange_confirm", args=(upload.pk,)), {"digest": "another"}, follow=True)
    assert "预览已经更新" in answer.content.decode()
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan != 777


def test_two_clicks_import_once(browser: Any) -> None:
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777)))
    confirm(browser, upload)
    confirm(browser, upload)
    assert ModelLogEntry.objects.filter(action="exchange.import").count() == 1


@pytest.mark.parametrize(
    "content, says",
    [
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧的 .xls"),
        ("编号,名称\na,b".encode("gb18030"), "文本文件"),
    ],
)
def test_files_that_are_no_workbook(browser: Any, content: bytes, says: str) -> None:
    upload = send(browser, content)
    assert upload.state == State.REFUSED and says in page(browser, upload)
    assert bytes(upload.content) == b""


def test_no_file_an_empty_one_and_a_huge_one(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "请先选一个文件" in browser.post(reverse("exchange_take"), {}).content.decode()
    empty = browser.post(reverse("exchange_take"), {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert empty.status_code == 422 and "文件是空的" in empty.content.decode()
    monkeypatch.setattr("knowledge.console.exchange.forms.MAX_BYTES", 10)
    huge = browser.post(reverse("exchange_take"), {"file": SimpleUploadedFile("a.xlsx", b"x" * 11)})
    assert "请分成几个文件" in huge.content.decode() and not Upload.objects.exists()


def test_a_large_file_is_read_and_written_in_the_background(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "READ_AT_ONCE", 10)
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777)))
    assert upload.state == State.READING and 'http-equiv="refresh"' in page(browser, upload)
    queued = DBTaskResult.objects.get(task_path__endswith="read_in_background")
    assert queued.args_kwargs["args"] == [str(upload.pk)]
    work.read_in_background.call(str(upload.pk))
    upload.refresh_from_db()
    assert upload.state == State.READY and "全部导入（1 条）" in page(browser, upload)
    assert "正在写入" in confirm(browser, upload)
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan != 777
    work.write_in_background.call(str(upload.pk), False)
    assert "已写成草稿" in page(browser, upload)
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan == 777


def test_a_step_that_was_broken_off_can_begin_again(browser: Any) -> None:
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777)))
    Upload.objects.update(state=State.IMPORTING, changed_at=upload.changed_at - GIVEN_UP_AFTER * 2)
    assert "这一步中断了" in page(browser, upload)
    browser.post(reverse("exchange_resume", args=(upload.pk,)))
    upload.refresh_from_db()
    assert upload.state == State.READY


def test_files_are_forgotten(browser: Any) -> None:
    upload = send(browser, workbook())
    Upload.objects.update(created_at=upload.created_at - KEPT_FOR * 2)
    assert "放得太久" in confirm(browser, upload)
    send(browser, workbook())
    assert browser.get(reverse("exchange_upload", args=(upload.pk,))).status_code == 404


def test_a_file_can_be_thrown_away(browser: Any) -> None:
    upload = send(browser, workbook())
    browser.post(reverse("exchange_discard", args=(upload.pk,)))
    assert not Upload.objects.exists()


def test_an_unfinished_draft_is_named_before_it_is_replaced(browser: Any, editor: Any) -> None:
    content = workbook(ids=(RECORD,))
    entry = ENTRIES["records"].objects.get(pk=RECORD)
    entry.provider = ""
    entry.save_revision(user=editor, clean=False)
    assert item_of("records", RECORD, draft=True) is None
    assert "没填完整的草稿" in page(browser, send(browser, content))


ACTS = ("confirm", "discard", "resume")


def test_anonymous_visitors_and_people_without_a_role(
    client: Any, person: Callable[..., Any], login: Callable[[Any], Any]
) -> None:
    pages = [reverse(name) for name in ("exchange", "exchange_export", "exchange_template")]
    acts = [reverse("exchange_take"), *(reverse(f"exchange_{name}", args=(uuid.uuid4(),)) for name in ACTS)]
    nobody = login(person("nobody"))
    for address in pages:
        assert client.get(address).url.startswith("/login/")
        assert nobody.get(address).status_code in (302, 403)
    for address in acts:
        assert client.post(address).url.startswith("/login/")
        assert nobody.post(address).status_code in (302, 403)
    assert not Upload.objects.exists()


def test_nobody_sees_or_confirms_another_persons_file(browser: Any, reviewer: Any, login: Callable[[Any], Any]) -> None:
    upload = send(browser, workbook((RECORD, "单户上限（万元）", 777)))
    other = login(reviewer)
    assert other.get(reverse("exchange_upload", args=(upload.pk,))).status_code == 404
    for act in ACTS:
        answer = other.post(reverse(f"exchange_{act}", args=(upload.pk,)), {"digest": upload.preview["digest"]})
        assert answer.status_code == 404
    assert item_of("records", RECORD, draft=True).benefit.amount_max_wan != 777


def test_forms_need_their_token(editor: Any) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(reverse("exchange_take"), {}).status_code == 403
