"""Alembic's entry: runs on the connection that knowledge.storage.engine hands over."""

from alembic import context

from knowledge.storage.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="tickets_version",
)
with context.begin_transaction():
    context.run_migrations()
