"""INSERT … ON CONFLICT, spelled the same for both databases."""

from collections.abc import Callable

from sqlalchemy import Executable, Table
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection


class Upsert:
    """Such a statement, made once: `finish` adds what happens on a conflict. Its values are given when it runs."""

    def __init__(self, table: Table, finish: Callable[[PostgresInsert], Executable]) -> None:
        # The two dialects' inserts share these methods, but no base class.
        self._made = {"sqlite": finish(sqlite_insert(table)), "postgresql": finish(postgres_insert(table))}  # type: ignore[arg-type]

    def on(self, conn: AsyncConnection) -> Executable:
        """As this connection's database spells it."""
        return self._made[conn.dialect.name]


def upsert(conn: AsyncConnection, table: Table) -> PostgresInsert:
    """An insert that knows `on_conflict_do_update` and `on_conflict_do_nothing`."""
    if conn.dialect.name == "sqlite":
        return sqlite_insert(table)  # type: ignore[return-value]
    return postgres_insert(table)
