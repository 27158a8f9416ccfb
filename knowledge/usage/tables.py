"""The tables as SQLAlchemy sees them; knowledge/storage/migrations creates them."""

from __future__ import annotations

import sqlalchemy as sa

from knowledge.storage.columns import metadata

usage_turns = sa.Table(
    "usage_turns",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("week", sa.Date, nullable=False, index=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("visit", sa.String(32), nullable=False),
    sa.Column("asked", sa.Boolean, nullable=False),
    sa.Column("intent", sa.String(40), nullable=False),
    sa.Column("status", sa.String(24), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("board", sa.String(12), nullable=False),
    sa.Column("stage", sa.String(12), nullable=False),
)

usage_records = sa.Table(
    "usage_records",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("record", sa.String(80), nullable=False),
    sa.Column("how", sa.String(12), nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
)

usage_salts = sa.Table(
    "usage_salts",
    metadata,
    sa.Column("week", sa.Date, primary_key=True),
    sa.Column("salt", sa.LargeBinary(32), nullable=False),
)
