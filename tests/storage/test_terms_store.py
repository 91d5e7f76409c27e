"""The portal's dictionaries, kept by several processes at once."""

import asyncio

from services.domain.gateways import Term
from services.storage import terms_store
from services.storage.database import Database
from services.storage.migrate import migrate

ROWS = [Term(1, "WEB", "Сайт", 10, ""), Term(2, "CALL", "Звонок", 20, "")]


async def test_two_processes_that_start_together_keep_the_same_dictionary(database_url: str) -> None:
    ours, theirs = Database(database_url), Database(database_url)
    try:
        await migrate(ours)
        async with ours.writing() as conn:
            await terms_store.replace(conn, "SOURCE", ROWS)
            other = asyncio.create_task(_replace(theirs))
            await asyncio.sleep(0.05)  # until it waits for us
        await other
        async with ours.reading() as conn:
            assert await terms_store.all_of(conn, "SOURCE") == ROWS
    finally:
        await ours.close()
        await theirs.close()


async def _replace(db: Database) -> None:
    async with db.writing() as conn:
        await terms_store.replace(conn, "SOURCE", ROWS)
