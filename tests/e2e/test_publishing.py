"""A changed record through the real console to the real advisor: published, asked about, taken back."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from conftest import ROOT, Servers, free_ports, serving
from founder import Founder
from playwright.sync_api import Browser
from staff import Staff

pytestmark = [pytest.mark.server, pytest.mark.browser]
PASSWORD = "ping-shan-lu-2026"
WITHIN_SECONDS, POLL_SECONDS = 2.0, 0.5
START_SECONDS, PREPARE_SECONDS, LOST_SECONDS = 300, 300, 60
PYTHON = str(ROOT / ".venv" / "bin" / "python")
PEOPLE = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
for name, role in (("editor", "编辑"), ("reviewer", "审核")):
    user = get_user_model().objects.create_user(name, password="{PASSWORD}")
    user.groups.add(Group.objects.get(name=role))
"""
CHANGE = """
from django.contrib.auth import get_user_model
from knowledge.console.content.store import item_of, save_draft
people = get_user_model().objects
record = item_of("records", "tengfei-loan", draft=True)
entry = save_draft(record.model_copy(update={{"aliases": [*record.aliases, "{alias}"]}}), user=people.get(username="editor"))
entry.latest_revision.publish(user=people.get(username="reviewer"))
"""


@dataclass
class Console:
    """``url`` without a slash at the end; ``place``: the environment of its processes; ``process``: scripts/console."""

    url: str
    place: dict[str, str]
    process: subprocess.Popen[bytes]

    def shell(self, code: str) -> None:
        """Run lines inside the console's project."""
        subprocess.run([PYTHON, "-m", "knowledge.console", "shell", "-c", code], cwd=ROOT, env=self.place, check=True)


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT / "var" / "snapshots", tmp_path_factory.mktemp("staff") / "snapshots"))


@pytest.fixture(scope="module")
def advisor(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with serving(tmp_path_factory.mktemp("run"), {"SNAPSHOT_DIR": str(snapshots)}) as started:
        yield started


@pytest.fixture(scope="module")
def console(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    run_dir, (port,) = tmp_path_factory.mktemp("console"), free_ports(1)
    place = {
        **os.environ,
        "RUN_DIR": str(run_dir),
        "CONSOLE_PORT": str(port),
        "SNAPSHOT_DIR": str(snapshots),
        "CONSOLE_ADMIN_USER": "boss",
        "CONSOLE_ADMIN_PASSWORD": PASSWORD,
        "CONSOLE_SECRET": "a-secret-for-tests-of-the-console-only",
        "DATABASE_URL": "",
    }
    process = subprocess.Popen(["scripts/console"], cwd=ROOT, env=place)
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/healthz", timeout=5).status_code == 200:
                break
        time.sleep(0.5)
    started = Console(url, place, process)
    started.shell(PEOPLE)
    yield started
    process.terminate()
    process.wait(timeout=60)


@pytest.fixture
def reviewer(browser: Browser, console: Console) -> Iterator[Staff]:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(60_000)
    staff = Staff(context.new_page(), console.url)
    staff.page.on("dialog", lambda dialog: dialog.accept())
    staff.log_in("reviewer", PASSWORD)
    yield staff
    context.close()


def answered(founder: Founder, question: str) -> str:
    return "".join(message["text"] for message in founder.say(question))


def seconds_until(founder: Founder, question: str, *, found: bool) -> float:
    """How long until the advisor does, or does not, know the record by the name in ``question``.

    Asked twice a second: a person may send forty messages a minute.
    """
    started = time.monotonic()
    while time.monotonic() < started + 20:
        if ("腾飞贷" in answered(founder, question)) == found:
            break
        time.sleep(POLL_SECONDS)
    return time.monotonic() - started


def prepare(staff: Staff) -> None:
    staff.open("/publishing/")
    staff.page.get_by_role("button", name="准备发布").click()
    staff.page.get_by_role("button", name="正式发布").wait_for(timeout=PREPARE_SECONDS * 1000)


def test_published_asked_about_and_taken_back(console: Console, advisor: Servers, reviewer: Staff) -> None:
    founder, question = Founder(advisor.url), "云雀宝怎么申请"
    answered(founder, question)
    turn = time.monotonic()
    assert "腾飞贷" not in answered(founder, question)
    turn = time.monotonic() - turn
    console.shell(CHANGE.format(alias="云雀宝"))
    prepare(reviewer)
    assert "云雀宝" in reviewer.page.content() and "腾飞贷" not in answered(founder, question)
    reviewer.page.get_by_role("button", name="正式发布").click()
    assert seconds_until(founder, question, found=True) < WITHIN_SECONDS + turn + POLL_SECONDS
    reviewer.open("/publishing/")
    reviewer.page.get_by_role("button", name="退回到这一版").first.click()
    assert seconds_until(founder, question, found=False) < WITHIN_SECONDS + turn + POLL_SECONDS
