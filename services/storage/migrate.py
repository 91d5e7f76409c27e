"""Brings the database to the shape that `tables` describes."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, text

from services.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0029"
LOCK = 5_000_000  # any number that nobody else locks in this database


async def migrate(db: Database) -> None:
    """Apply what is missing; a database that is up to date costs two small queries."""
    async with db.writing() as conn:
        await conn.run_sync(_upgrade)


async def move_to(db: Database, version: str) -> None:
    """Bring the tables to the shape of one version, up or down: what a newer one added is dropped."""
    async with db.writing() as conn:
        await conn.run_sync(lambda sync: _move(sync, version))


def versions() -> list[str]:
    """Every version there is, the oldest first."""
    return sorted(path.name[: len(HEAD)] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _move(conn: Connection, version: str) -> None:
    from alembic import command

    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(LOCK)))
    known = inspect(conn).has_table("alembic_version")
    stands = conn.scalar(text("select version_num from alembic_version")) if known else ""
    (command.downgrade if (stands or "") > version else command.upgrade)(config(conn), version)


def _upgrade(conn: Connection) -> None:
    known = inspect(conn).has_table("alembic_version")
    if known and conn.scalar(text("select version_num from alembic_version")) == HEAD:
        return
    if conn.dialect.name == "postgresql":  # of processes that start together one migrates, the others wait
        conn.execute(select(func.pg_advisory_xact_lock(LOCK)))
    # Alembic takes longer to import than an up-to-date database takes to start.
    from alembic import command

    command.upgrade(config(conn), "head")


def config(conn: Connection) -> "Config":
    """Alembic's settings for this connection."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = conn
    return settings
