"""Staff publish at 9:20, a founder asks at 9:21: new questions and phrasings are answered within two seconds, untrained."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT, Servers, serving
from founder import Founder
from phone import Phone
from playwright.sync_api import expect

pytestmark = pytest.mark.server
CONTENT = ROOT / "knowledge" / "catalogue" / "content"
WITHIN_SECONDS = 2.0
QUESTION = """
id: {name}
question: {question}
similar_questions: [{similar}]
negative_questions: [{negative}]
answer: {answer}
records: [park-loan-sz]
contact: sz-12345
owner: 测试
{dates}
recheck_by: 2027-05-23
reviewed_on: 2026-11-23
confidence: high
sources:
  - {{title: 样例办法, issuer: 样例局, date: "2026-11-20", evidence_url: https://example.com/paper}}
"""
RECORD = """
id: drone-loan
kind: bank-loan
board: 科技信贷
title: 云雀试飞周转贷
provider: 样例银行
level: 区
region: [坪山区]
stages: [种子期, 初创期, 成长期, 成熟期]
needs: [贷款]
benefit: {summary: "无人机整机厂家按试飞订单放款。", amount_max_wan: 400}
apply: {how: 到网点申请}
contact: sz-12345
recheck_by: 2027-05-23
reviewed_on: 2026-11-23
owner: 测试
confidence: high
availability: available
similar_questions: [空域批文下来之前没钱垫航材怎么办]
negative_questions: [云雀试飞周转贷的吉祥物叫什么]
sources:
  - {title: 样例办法, issuer: 样例银行, date: "2026-11-20", evidence_url: https://example.com/paper}
"""


class Publisher:
    """`kb publish` of the packaged content and whatever was added to it."""

    def __init__(self, folder: Path) -> None:
        self.content, self.snapshots = folder / "content", folder / "snapshots"
        shutil.copytree(CONTENT, self.content)
        shutil.copytree(ROOT / "var" / "snapshots", self.snapshots)

    def add(self, kind: str, name: str, text: str) -> None:
        """Write one content file and publish."""
        (self.content / kind / f"{name}.yml").write_text(text, encoding="utf-8")
        command = [str(ROOT / ".venv" / "bin" / "python"), "-c", "from knowledge.cli.app import main; main()"]
        place = {**os.environ, "SNAPSHOT_DIR": str(self.snapshots)}
        subprocess.run([*command, "publish", "--folder", str(self.content)], env=place, cwd=ROOT, check=True)

    def ask(self, name: str, question: str, *, similar: str = "", negative: str = "", dates: str = "") -> None:
        """Publish one more common question."""
        answer = f"这是{name}的回答。"
        text = QUESTION.format(
            name=name, question=question, similar=similar, negative=negative, answer=answer, dates=dates
        )
        self.add("faq", name, text)


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return Publisher(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, publisher: Publisher) -> Iterator[Servers]:
    with serving(tmp_path_factory.mktemp("common"), {"SNAPSHOT_DIR": str(publisher.snapshots)}) as servers:
        yield servers


def within(seconds: float, true: Callable[[], bool]) -> bool:
    """Whether ``true`` comes true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def live(servers: Servers) -> int:
    """The number of the snapshot that the advisor answers from."""
    return int(httpx.get(f"{servers.url}health", timeout=10).json()["snapshot"])


def current(publisher: Publisher) -> int:
    return int((publisher.snapshots / "CURRENT").read_text(encoding="utf-8"))


def answer(servers: Servers, text: str) -> dict[str, Any]:
    """The last message to a founder who has just come and asks ``text``."""
    return Founder(servers.url).say(text)[-1]


def test_a_new_common_question_is_answered_within_two_seconds(started: Servers, publisher: Publisher) -> None:
    text = "厂区屋顶想租给光伏公司收租金算不算科技收入"
    assert answer(started, text)["custom"].get("id") is None
    publisher.ask("roof-rent", text, similar="屋顶租出去的租金能算高新收入吗", negative="屋顶光伏贷款哪家银行有")
    assert within(WITHIN_SECONDS, lambda: live(started) == current(publisher))
    message = answer(started, f"请问{text}呢？")
    assert (message["custom"]["id"], message["custom"]["answer_status"]) == ("roof-rent", "answered")
    for words in ("这是roof-rent的回答。", "园区贷", "12345", "样例局《样例办法》", "2026-11-23核对"):
        assert words in message["text"]
    assert "roof-rent" not in answer(started, "屋顶光伏贷款哪家银行有")["text"]


def test_useless_is_kept_for_the_question(started: Servers, publisher: Publisher) -> None:
    publisher.ask("meteor", "陨石样本能不能作价入股")
    assert within(WITHIN_SECONDS, lambda: live(started) == current(publisher))
    founder = Founder(started.url)
    assert founder.say("陨石样本能不能作价入股")[-1]["custom"]["id"] == "meteor"
    founder.say("没用")
    place = {**os.environ, "RUN_DIR": str(started.run_dir)}
    command = [str(ROOT / ".venv" / "bin" / "python"), "-c", "from knowledge.cli.app import main; main()", "feedback"]
    shown = subprocess.run(command, env=place, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "meteor" in shown


@pytest.mark.parametrize(
    ("name", "dates"),
    [("already-over", "valid_until: 2026-01-31"), ("not-yet", "valid_from: 2099-01-01")],
)
def test_an_answer_out_of_force_is_never_given(started: Servers, publisher: Publisher, name: str, dates: str) -> None:
    text = {"already-over": "海鸥牌卡尺换购还有补助吗", "not-yet": "飞鱼牌台秤换购还有补助吗"}[name]
    publisher.ask(name, text, dates=dates)
    assert within(WITHIN_SECONDS, lambda: live(started) == current(publisher))
    assert name not in answer(started, text)["text"]


def test_a_new_record_is_found_by_its_similar_question(started: Servers, publisher: Publisher) -> None:
    text = "空域批文下来之前没钱垫航材怎么办"
    publisher.add("records", "drone-loan", RECORD)
    assert within(WITHIN_SECONDS, lambda: live(started) == current(publisher))
    founder = Founder(started.url)
    assert "云雀试飞周转贷" in founder.tap('/search_catalog{"topic": "' + text + '"}')[-1]["text"]
    assert any("400万元" in message["text"] for message in Founder(started.url).say("云雀试飞周转贷额度多少"))
    assert "按试飞订单放款" not in Founder(started.url).say("云雀试飞周转贷的吉祥物叫什么")[-1]["text"]


@pytest.mark.browser
def test_the_page_shows_the_answer_whole_and_goes_on_with_its_question(phone: Phone) -> None:
    phone.consent()
    phone.say("没有抵押物怎么贷款")
    shown = phone.page.locator(".turn.bot", has_text="没有房产也有路走")
    for words in ("没有房产也有路走", "来源：", "核对"):
        expect(shown).to_contain_text(words)
    expect(phone.page.locator(".turn.bot").last).to_contain_text("公司是哪年哪月注册的")
