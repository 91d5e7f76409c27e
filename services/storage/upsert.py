"""INSERT … ON CONFLICT, spelled the same for both databases."""

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(conn: AsyncConnection, table: Table) -> PostgresInsert:
    """An insert that knows `on_conflict_do_update` and `on_conflict_do_nothing`."""
    if conn.dialect.name == "sqlite":
        # The two dialects' inserts share these methods, but no base class.
        return sqlite_insert(table)  # type: ignore[return-value]
    return postgres_insert(table)
