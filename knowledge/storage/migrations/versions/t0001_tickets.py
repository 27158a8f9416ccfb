"""Tickets and their history."""

import sqlalchemy as sa
from alembic import op

revision = "t0001"
down_revision = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "tickets",
        sa.Column("number", sa.String(24), primary_key=True),
        sa.Column("owner", sa.String(64)),
        sa.Column("desk_id", sa.String(60), nullable=False),
        sa.Column("desk_name", sa.String(120), nullable=False),
        sa.Column("topic", sa.String(120), nullable=False),
        sa.Column("contact_name", sa.String(40)),
        sa.Column("contact_phone", sa.String(40)),
        sa.Column("contact_wechat", sa.String(40)),
        sa.Column("request", sa.Text),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("filed_at", sa.DateTime, nullable=False),
        sa.Column("accept_by", sa.DateTime, nullable=False),
        sa.Column("escalated_at", sa.DateTime),
        sa.Column("refusal", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime),
        sa.Column("outcome", sa.String(8)),
        sa.Column("outcome_reason", sa.Text, nullable=False),
    )
    op.create_index("ix_tickets_owner", "tickets", ["owner"])
    op.create_index("ix_tickets_state", "tickets", ["state"])
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("number", sa.String(24), sa.ForeignKey("tickets.number"), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_ticket_events_number", "ticket_events", ["number"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("ticket_events")
    op.drop_table("tickets")
