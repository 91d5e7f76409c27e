"""A month of more leads than a file may hold."""

from sqlalchemy import text

from services.storage.tables import metadata
from tests.flows.harness import World

FEBRUARY = "'2026-02-10 09:00:00.000000'"


async def many_leads(world: World, count: int) -> None:
    """So many more leads than one, of the month before."""
    lead = await world.new_lead(name="Олег Ясный")
    await world.app.listing.catch_up()
    copied = {
        "leads": {"id": "1000000 + i", "created_at": FEBRUARY, "entered_at": FEBRUARY, "phase": "'closed'"},
        "listed": {"lead_id": "1000000 + i", "client": "1000000 + i"},
    }
    async with world.app.db.writing() as conn:
        for name, own in copied.items():
            columns = [column.name for column in metadata.tables[name].columns]
            cells = ", ".join(own.get(column, column) for column in columns)
            key = next(iter(own))
            numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"  # SQLite's
            like = f"SELECT {cells} FROM {name}, n WHERE {key} = :lead"  # noqa: S608 - names of ours
            await conn.execute(
                text(f"INSERT INTO {name} ({', '.join(columns)}) {numbers} {like}"), {"count": count, "lead": lead}
            )
