"""The shared database fixture: real, empty and of its own for each test."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine


async def _make_people(url: str) -> int:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as conn:
            await conn.execute(sa.text("CREATE TABLE people (id INTEGER)"))
            await conn.execute(sa.text("INSERT INTO people VALUES (1)"))
            return (await conn.execute(sa.text("SELECT count(*) FROM people"))).scalar_one()
    finally:
        await engine.dispose()


async def test_a_database_is_real_and_empty(database_url: str) -> None:
    assert await _make_people(database_url) == 1


async def test_the_next_test_meets_none_of_it(database_url: str) -> None:
    assert await _make_people(database_url) == 1
