"""Plans on disk and their links: private, expiring, deleted with the founder's data."""

import os
import stat
import time
from pathlib import Path

import pytest
from plans import a_view

from actions.plans import shelf as shelves
from actions.plans.link import LinkExpired, LinkRefused, PlanLinks
from actions.plans.shelf import Shelf
from actions.plans.store import PlanStore

SECRET = "a secret of the tests, 32 characters"
DAY = 24 * 3600


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "plans", 30 * DAY)


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    found = Shelf.read({"SESSION_SECRET": SECRET, "PLAN_DIR": str(tmp_path), "PUBLIC_URL": "https://a.example.cn/"})
    assert found
    return found


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_saved_is_loaded(store: PlanStore) -> None:
    assert store.load(store.save("甲", {"a": "坪山"})) == {"a": "坪山"}


def test_only_this_user_may_read_a_plan(store: PlanStore, tmp_path: Path) -> None:
    store.save("甲", {})
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "plans").rglob("*")}
    assert modes == {0o700, 0o600}


def test_deletion_takes_every_plan_of_one_founder_and_no_other(store: PlanStore, tmp_path: Path) -> None:
    first, second, other = store.save("甲", {}), store.save("甲", {}), store.save("乙", {})
    store.forget("甲")
    assert [store.load(name) for name in (first, second, other)] == [None, None, {}]
    assert len(files(tmp_path)) == 1
    store.forget("甲")  # nothing left is no error


def test_a_plan_ends_with_its_time(store: PlanStore, tmp_path: Path) -> None:
    name = store.save("甲", {})
    long_ago = time.time() - 31 * DAY
    os.utime(files(tmp_path)[0], (long_ago, long_ago))
    assert store.load(name) is None
    store.save("乙", {})
    assert len(files(tmp_path)) == 1


def test_the_oldest_plans_give_way(store: PlanStore, tmp_path: Path) -> None:
    names = [store.save("甲", {"number": number}) for number in range(14)]
    assert len(files(tmp_path)) == 10
    assert store.load(names[-1]) == {"number": 13} and store.load(names[0]) is None


@pytest.mark.parametrize("name", ["", "../x", "a/../../etc/passwd", "x" * 16 + "/" + "../../../../a", "/etc/passwd"])
def test_a_strange_name_loads_nothing(store: PlanStore, name: str) -> None:
    assert store.load(name) is None


def test_a_link_leads_to_its_plan(kept: Shelf) -> None:
    addresses = kept.put("甲", a_view())
    assert addresses.url == f"https://a.example.cn/webhooks/web/{addresses.path}"
    assert addresses.word_url == f"{addresses.url}.docx"
    assert addresses.expires_on == "2026-12-24"
    assert kept.get(addresses.path.removeprefix("plan/"))["profile"]["need_amount_wan"] == 321


def test_an_altered_link_a_foreign_one_and_a_deleted_plan_are_refused(kept: Shelf) -> None:
    signed = kept.put("甲", a_view()).path.removeprefix("plan/")
    foreign = PlanLinks("another secret of 32 characters, yes", DAY).sign("x")
    for bad in (signed[:-2] + "xx", "x" + signed, foreign, "", "坪山"):
        with pytest.raises(LinkRefused):
            kept.get(bad)
    kept.store.forget("甲")
    with pytest.raises(LinkRefused):
        kept.get(signed)


def test_an_old_link_is_expired() -> None:
    links = PlanLinks(SECRET, -1)
    with pytest.raises(LinkExpired):
        links.read(links.sign("name"))


def test_without_a_secret_there_is_no_shelf_and_a_short_one_is_refused() -> None:
    assert Shelf.read({}) is None
    with pytest.raises(ValueError, match="SESSION_SECRET"):
        Shelf.read({"SESSION_SECRET": "short"})


def test_a_full_disk_costs_the_link_not_the_plan(kept: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError("no space")

    monkeypatch.setattr(PlanStore, "save", full)
    shelves.use(kept)
    assert shelves.put_away("甲", a_view()) is None
    shelves.use(None)
