"""The migrations make exactly the shape that `tables` describes, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect

from services.storage.database import Database
from services.storage.migrate import HEAD, config, migrate
from services.storage.tables import metadata


@pytest.fixture
async def fresh(database_url: str) -> AsyncIterator[Database]:
    """Migrated from nothing for this test alone."""
    opened = Database(database_url)
    await migrate(opened)
    yield opened
    await opened.close()


def _tables(conn: Connection) -> set[str]:
    return set(inspect(conn).get_table_names()) - {"alembic_version"}


def _differences(conn: Connection) -> list[object]:
    defaults = conn.dialect.name == "postgresql"  # Alembic cannot read SQLite's empty text
    context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": defaults})
    return list(compare_metadata(context, metadata))


def _autoincrement(conn: Connection) -> bool:
    made = conn.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'staff'").scalar_one()
    return "AUTOINCREMENT" in made


async def test_a_fresh_database_gets_the_shape_of_the_tables(db: Database) -> None:
    async with db.reading() as conn:
        assert await conn.run_sync(_tables) == set(metadata.tables)
        assert await conn.run_sync(_differences) == []


async def test_ids_of_removed_people_are_not_given_away_on_sqlite(db: Database) -> None:
    if db.sqlite:
        async with db.reading() as conn:
            assert await conn.run_sync(_autoincrement)


async def test_head_is_the_newest_migration(db: Database) -> None:
    async with db.reading() as conn:
        heads = await conn.run_sync(lambda sync: ScriptDirectory.from_config(config(sync)).get_heads())
    assert heads == [HEAD]


async def test_an_up_to_date_database_costs_two_small_queries(db: Database) -> None:
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(args[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await migrate(db)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) == 2
    assert "version_num" in asked[-1]


async def test_down_to_nothing_and_up_again(fresh: Database) -> None:
    async with fresh.writing() as conn:
        await conn.run_sync(lambda sync: command.downgrade(config(sync), "base"))
        assert await conn.run_sync(_tables) == set()
    await migrate(fresh)
    async with fresh.reading() as conn:
        assert await conn.run_sync(_differences) == []


async def test_two_processes_that_start_together_both_come_up(database_url: str) -> None:
    both = Database(database_url), Database(database_url)
    try:
        await asyncio.gather(*(migrate(each) for each in both))
        async with both[0].reading() as conn:
            assert await conn.run_sync(_tables) == set(metadata.tables)
    finally:
        for each in both:
            await each.close()
