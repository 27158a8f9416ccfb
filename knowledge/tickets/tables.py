"""The tables as SQLAlchemy sees them; knowledge/storage/migrations creates them."""

from __future__ import annotations

import sqlalchemy as sa

from knowledge.storage.columns import Moment, metadata

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
