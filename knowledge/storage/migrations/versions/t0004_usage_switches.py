"""How the advisor is used, which channels are open, and which open questions somebody has dealt with."""

import sqlalchemy as sa
from alembic import op

revision = "t0004"
down_revision = "t0003"


def upgrade() -> None:
    """Create four tables; three columns more in open_questions."""
    op.create_table(
        "usage_turns",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("visit", sa.String(32), nullable=False),
        sa.Column("asked", sa.Boolean, nullable=False),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("board", sa.String(12), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
    )
    op.create_index("ix_usage_turns_day", "usage_turns", ["day"])
    op.create_index("ix_usage_turns_week", "usage_turns", ["week"])
    op.create_table(
        "usage_records",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("record", sa.String(80), nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("ix_usage_records_day", "usage_records", ["day"])
    op.create_table(
        "usage_salts",
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("salt", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "channel_switches",
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("changed_by", sa.String(150), nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )
    for column in (
        sa.Column("handled_at", sa.DateTime),
        sa.Column("handled_by", sa.String(150)),
        sa.Column("handled_as", sa.String(120)),
    ):
        op.add_column("open_questions", column)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("open_questions") as batch:
        for column in ("handled_as", "handled_by", "handled_at"):
            batch.drop_column(column)
    for table in ("channel_switches", "usage_salts", "usage_records", "usage_turns"):
        op.drop_table(table)
