"""The database of tickets, opinions, subscriptions, counts and switches: DATABASE_URL, else a SQLite file under RUN_DIR; migrated when opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from knowledge.errors import StoreFailed

_MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK_NUMBER = 20_261_124
"""Any constant: PostgreSQL's advisory lock that one migrating process holds."""
_WAIT_SECONDS = 10
_CONNECT_SECONDS = 2


def database_url() -> str:
    """DATABASE_URL, else the SQLite file of a local run."""
    given = os.environ.get("DATABASE_URL", "").strip()
    if given:
        return given.replace("postgres://", "postgresql://", 1)
    return f"sqlite:///{Path(os.environ.get('RUN_DIR') or '.run').resolve() / 'advisor.db'}"


def open_engine(url: str) -> sa.Engine:
    """An engine whose database has the newest tables.

    Raises StoreFailed when the database cannot be reached or migrated.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _server(parsed)
        migrate(engine)
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise StoreFailed(f"数据库打不开（{type(error).__name__}）；请检查 DATABASE_URL") from error
    return engine


def migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date; of several processes one migrates and the others wait."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _server(url: sa.URL) -> sa.Engine:
    """A database server; one that is away is noticed soon."""
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_SECONDS})


def _sqlite(url: sa.URL) -> sa.Engine:
    """SQLite whose transactions take the write lock at once, and which overwrites what it deletes."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": _WAIT_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA secure_delete = ON")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
