"""What founders say of answers, what could not be answered, and who wants to hear of new policies."""

import sqlalchemy as sa
from alembic import op

revision = "t0002"
down_revision = "t0001"


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("answer", sa.String(24), nullable=False),
        sa.Column("records", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Integer, nullable=False),
    )
    op.create_table(
        "open_questions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
    )
    op.create_table(
        "subscriptions",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("sender", sa.String(255), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("known", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Integer, nullable=False),
    )
    for table in ("opinions", "open_questions"):
        for column in ("owner", "at"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Drop them."""
    for table in ("subscriptions", "open_questions", "opinions"):
        op.drop_table(table)
