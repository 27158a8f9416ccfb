"""The menu file and the command that pushes it."""

import json
from pathlib import Path

import pytest
from fake_wechat import APPID, SECRET, TOKEN, FakeWeChat
from follower import CALLBACK_TOKEN
from rasa.shared.core.domain import Domain

from bot.channels.wechat import menu
from bot.channels.wechat.menu_file import MenuWrong, menu_body, menu_payloads, read_menu

ROOT = Path(__file__).parents[4]


@pytest.fixture
def account(wechat: FakeWeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"WECHAT_TOKEN": CALLBACK_TOKEN, "WECHAT_APPID": APPID, "WECHAT_SECRET": SECRET}
    for name, value in {**given, "WECHAT_API_BASE": wechat.base, "PUBLIC_URL": "https://advisor.example.org/"}.items():
        monkeypatch.setenv(name, value)


def test_every_payload_is_an_intent_of_the_domain() -> None:
    intents = Domain.load([str(ROOT / "bot" / "domain")]).intents
    for payload in menu_payloads().values():
        name, _, entities = payload[1:].partition("{")
        assert payload.startswith("/") and name in intents
        json.loads("{" + entities if entities else "{}")


@pytest.mark.usefixtures("account")
def test_the_menu_is_pushed(wechat: FakeWeChat, capsys: pytest.CaptureFixture[str]) -> None:
    menu.main([])
    (pushed,) = wechat.menus
    assert pushed is not None and [column["name"] for column in pushed["button"]] == ["找资金", "我的", "找人"]
    assert pushed["button"][0]["sub_button"][-1]["url"] == "https://advisor.example.org/webhooks/web/"
    assert "菜单已发布" in capsys.readouterr().out
    menu.main(["--delete"])
    assert wechat.menus[-1] is None


def test_showing_needs_no_account(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WECHAT_TOKEN", raising=False)
    menu.main(["--show"])
    assert json.loads(capsys.readouterr().out) == menu_body(read_menu(), "http://127.0.0.1:5005")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "path,code,said",
    [(TOKEN, 40125, "WECHAT_SECRET"), ("/cgi-bin/menu/create", 48001, "认证"), (TOKEN, 99, "错误码99")],
)
def test_a_refusal_is_explained(wechat: FakeWeChat, path: str, code: int, said: str) -> None:
    wechat.always[path] = code
    with pytest.raises(SystemExit, match=said):
        menu.main([])


def test_without_an_account_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WECHAT_TOKEN", "WECHAT_APPID", "WECHAT_SECRET", "WECHAT_AES_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match="WECHAT_TOKEN"):
        menu.main([])


@pytest.mark.parametrize(
    "text,said",
    [
        ("[]", "1到3列"),
        ("- {name: 很长很长的菜单名, lines: [{name: a, key: a, payload: /greet}]}", "字节"),
        ("- {name: 甲, lines: []}", "1到5行"),
        ("- {name: 甲, lines: [{name: 乙, key: a}]}", "要么有 key"),
        ("- {name: 甲, lines: [{name: 乙, key: a, payload: /a}, {name: 丙, key: a, payload: /b}]}", "重复"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "menu.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MenuWrong, match=said):
        read_menu(path)
