"""The migrations make the tables that the code expects, on both kinds of database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from knowledge.opinions import tables as opinion_tables
from knowledge.storage.columns import metadata
from knowledge.storage.engine import open_engine
from knowledge.subscriptions import store as subscription_store
from knowledge.switches import store as switch_store
from knowledge.tickets import tables as ticket_tables
from knowledge.usage import tables as usage_tables

ROOMS = (opinion_tables, subscription_store, switch_store, ticket_tables, usage_tables)


def test_the_migrations_make_the_tables_that_the_code_expects(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "tickets_version"})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
