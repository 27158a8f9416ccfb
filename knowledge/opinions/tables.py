"""The tables as SQLAlchemy sees them; knowledge/storage/migrations creates them."""

from __future__ import annotations

import sqlalchemy as sa

from knowledge.storage.columns import Moment, metadata

opinions = sa.Table(
    "opinions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(64), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("useful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("answer", sa.String(24), nullable=False),
    sa.Column("records", sa.Text, nullable=False),
    sa.Column("snapshot", sa.Integer, nullable=False),
)

open_questions = sa.Table(
    "open_questions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(64), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("intent", sa.String(40), nullable=False),
    sa.Column("status", sa.String(24), nullable=False),
    sa.Column("handled_at", Moment),
    sa.Column("handled_by", sa.String(150)),
    sa.Column("handled_as", sa.String(120)),
)
