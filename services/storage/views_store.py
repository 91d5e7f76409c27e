"""How people like to look at the lead list."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead_list import View
from services.storage.tables import list_views
from services.storage.upsert import upsert

MOST = 30  # saved views of one person


async def of(conn: AsyncConnection, staff_id: int) -> list[View]:
    """By name; the last look first."""
    rows = await conn.execute(select(list_views).where(list_views.c.staff_id == staff_id).order_by(list_views.c.name))
    return [View(row.name, row.query, tuple(row.chosen), row.compact) for row in rows]


async def save(conn: AsyncConnection, staff_id: int, view: View) -> bool:
    """Keep a view, in place of one with the same name; False when the person has enough of them."""
    mine = list_views.c.staff_id == staff_id
    others = await conn.scalar(select(func.count()).where(mine, list_views.c.name.not_in(["", view.name]))) or 0
    if others >= MOST and view.name:
        return False
    values = {"query": view.query, "chosen": list(view.columns), "compact": view.compact}
    await conn.execute(
        upsert(conn, list_views)
        .values(staff_id=staff_id, name=view.name, **values)
        .on_conflict_do_update(index_elements=["staff_id", "name"], set_=values)
    )
    return True


async def drop(conn: AsyncConnection, staff_id: int, name: str) -> None:
    """Forget a view."""
    await conn.execute(delete(list_views).where(list_views.c.staff_id == staff_id, list_views.c.name == name))
