"""A push of news is leased until it is known to have been sent; a mini-program's permissions for one message each."""

import sqlalchemy as sa
from alembic import op

revision = "t0003"
down_revision = "t0002"


def upgrade() -> None:
    """Add the columns to subscriptions."""
    with op.batch_alter_table("subscriptions") as table:
        table.add_column(sa.Column("claim", sa.String(32)))
        table.add_column(sa.Column("claim_until", sa.DateTime))
        table.add_column(sa.Column("claim_seen", sa.Integer))
        table.add_column(sa.Column("claim_news", sa.Text))
        table.add_column(sa.Column("claim_sending", sa.Boolean, nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("push_to", sa.Text))
        table.add_column(sa.Column("pushes", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("subscriptions") as table:
        for column in ("claim", "claim_until", "claim_seen", "claim_news", "claim_sending", "push_to", "pushes"):
            table.drop_column(column)
