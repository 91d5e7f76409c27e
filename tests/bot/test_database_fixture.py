"""The shared database fixture: real, empty and of its own for each test."""

from sqlalchemy import text

from services.storage.database import Database


async def _make_people(url: str) -> int | None:
    db = Database(url)
    try:
        async with db.writing() as conn:
            await conn.execute(text("CREATE TABLE people (id INTEGER)"))
            await conn.execute(text("INSERT INTO people VALUES (1)"))
            return await conn.scalar(text("SELECT count(*) FROM people"))
    finally:
        await db.close()


async def test_a_database_is_real_and_empty(database_url: str) -> None:
    assert await _make_people(database_url) == 1


async def test_the_next_test_meets_none_of_it(database_url: str) -> None:
    assert await _make_people(database_url) == 1
