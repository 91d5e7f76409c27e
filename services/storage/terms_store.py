"""The portal's dictionaries as last read."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.gateways import Term
from services.storage.tables import terms
from services.storage.upsert import upsert

EMPLOYEE = "EMPLOYEE"  # users of the portal by number; the other dictionaries are called as in the portal
DEPARTMENT_OF = "DEPARTMENT_OF"  # the department of each employee, by the employee's number


async def replace(conn: AsyncConnection, entity: str, rows: Sequence[Term]) -> None:
    """Keep a dictionary whole. Two processes that start together may do so at once: the rows are the same."""
    await conn.execute(delete(terms).where(terms.c.entity == entity))
    if not rows:
        return
    row = upsert(conn, terms)
    told = {name: row.excluded[name] for name in ("id", "name", "sort", "semantics")}
    await conn.execute(
        row.on_conflict_do_update(index_elements=[terms.c.entity, terms.c.code], set_=told),
        [
            {
                "entity": entity,
                "code": term.code,
                "id": term.id,
                "name": term.name,
                "sort": term.sort,
                "semantics": term.semantics,
            }
            for term in rows
        ],
    )


async def all_of(conn: AsyncConnection, entity: str) -> list[Term]:
    """A dictionary in the portal's order; empty when it was never read."""
    rows = await conn.execute(select(terms).where(terms.c.entity == entity).order_by(terms.c.sort, terms.c.id))
    return [Term(row.id, row.code, row.name, row.sort, row.semantics) for row in rows]


async def find(conn: AsyncConnection, entity: str, code: str) -> Term | None:
    """A row of a dictionary, None when it lacks it."""
    row = (await conn.execute(select(terms).where(terms.c.entity == entity, terms.c.code == code))).one_or_none()
    return Term(row.id, row.code, row.name, row.sort, row.semantics) if row else None


async def name_of(conn: AsyncConnection, entity: str, code: str) -> str:
    """What the portal calls a row, "" when the dictionary lacks it."""
    name: str | None = await conn.scalar(select(terms.c.name).where(terms.c.entity == entity, terms.c.code == code))
    return name or ""
