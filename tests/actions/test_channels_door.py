"""GET /channels: what each door asks before it answers."""

import datetime as dt
from pathlib import Path

from one_request import asked

from actions import live
from actions.channels_door import add_channel_routes
from knowledge.errors import StoreFailed
from knowledge.storage.columns import SHENZHEN
from knowledge.switches.store import CHANNELS, SwitchStore

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)


def test_every_channel_with_its_state(tmp_path: Path) -> None:
    store = SwitchStore.open(f"sqlite:///{tmp_path / 'advisor.db'}")
    live.use_switches(lambda: store)
    store.turn("wechat", open=False, message="明早8点恢复。", by="admin", now=NOW)
    status, told = asked(add_channel_routes, "GET", "/channels")
    assert status == 200 and told["channels"].keys() == CHANNELS.keys()
    assert told["channels"]["wechat"] == {"open": False, "message": "明早8点恢复。"}
    assert told["channels"]["web"]["open"]


def test_a_database_that_is_away_is_said() -> None:
    def away() -> SwitchStore:
        raise StoreFailed("away")

    live.use_switches(away)
    assert asked(add_channel_routes, "GET", "/channels")[0] == 503
