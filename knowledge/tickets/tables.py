"""The tables as SQLAlchemy sees them; migrations/ creates them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from knowledge.tickets.model import SHENZHEN

metadata = sa.MetaData()


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A moment: UTC without zone in every database, Shenzhen time in Python."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """To UTC."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Back to Shenzhen."""
        return None if value is None else value.replace(tzinfo=dt.UTC).astimezone(SHENZHEN)


tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("number", sa.String(24), primary_key=True),
    sa.Column("owner", sa.String(64), index=True),
    sa.Column("desk_id", sa.String(60), nullable=False),
    sa.Column("desk_name", sa.String(120), nullable=False),
    sa.Column("topic", sa.String(120), nullable=False),
    sa.Column("contact_name", sa.String(40)),
    sa.Column("contact_phone", sa.String(40)),
    sa.Column("contact_wechat", sa.String(40)),
    sa.Column("request", sa.Text),
    sa.Column("state", sa.String(8), nullable=False, index=True),
    sa.Column("filed_at", Moment, nullable=False),
    sa.Column("accept_by", Moment, nullable=False),
    sa.Column("escalated_at", Moment),
    sa.Column("refusal", sa.Text, nullable=False),
    sa.Column("asked_at", Moment),
    sa.Column("outcome", sa.String(8)),
    sa.Column("outcome_reason", sa.Text, nullable=False),
)

ticket_events = sa.Table(
    "ticket_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("number", sa.String(24), sa.ForeignKey("tickets.number"), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)
