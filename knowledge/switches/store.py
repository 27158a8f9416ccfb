"""One switch per channel, in the database; a channel that nobody has switched is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from knowledge.storage.columns import Moment, metadata
from knowledge.storage.store import Store

CHANNELS = {"web": "网页", "miniprogram": "微信小程序", "wechat": "微信公众号"}
"""Every channel that can be switched, and its name for staff."""
DEFAULT_MESSAGE = "顾问正在维护，暂时不能回答，请过些时候再来。急事可以拨打政务服务热线12345。"
LONGEST_MESSAGE = 300

channel_switches = sa.Table(
    "channel_switches",
    metadata,
    sa.Column("channel", sa.String(20), primary_key=True),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("changed_by", sa.String(150), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)


@dataclass(frozen=True)
class Switch:
    """``message`` is what everybody reads who writes while the channel is closed; ``at`` None: never switched."""

    channel: str
    open: bool
    message: str
    by: str = ""
    at: dt.datetime | None = None


class SwitchStore(Store):
    """Every method raises StoreFailed when the database does not answer; moments carry their zone."""

    def all(self) -> list[Switch]:
        """Every channel of CHANNELS, in that order."""
        with self._transaction() as connection:
            rows = {row.channel: row for row in connection.execute(sa.select(channel_switches))}
        return [
            Switch(row.channel, row.open, row.message, row.changed_by, row.changed_at)
            if (row := rows.get(channel))
            else Switch(channel, True, DEFAULT_MESSAGE)
            for channel in CHANNELS
        ]

    def turn(self, channel: str, *, open: bool, message: str, by: str, now: dt.datetime) -> Switch:
        """Open or close a channel of CHANNELS; an empty ``message`` becomes the default one. Raises KeyError."""
        if channel not in CHANNELS:
            raise KeyError(channel)
        values = {
            "open": open,
            "message": message.strip()[:LONGEST_MESSAGE] or DEFAULT_MESSAGE,
            "changed_by": by[:150],
            "changed_at": now,
        }
        this = channel_switches.c.channel == channel
        with self._transaction() as connection:
            if not connection.execute(sa.update(channel_switches).where(this).values(values)).rowcount:
                connection.execute(sa.insert(channel_switches).values(channel=channel, **values))
        return Switch(channel, open, str(values["message"]), by, now)
