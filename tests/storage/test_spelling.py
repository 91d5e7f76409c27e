"""A statement that comes again goes to the driver itself, and answers as SQLAlchemy would."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Integer, bindparam, delete, func, insert, literal, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage import leads_store
from services.storage.database import Database
from services.storage.tables import deadlines, leads, marks
from services.storage.trouble import is_away
from tests.storage.rows import MINUTE, NOW, keep_lead

_LEADS = select(leads).where(leads.c.id >= bindparam("first")).order_by(leads.c.id)
_COUNT = select(func.count(), func.max(leads.c.id)).where(leads.c.manager_id == bindparam("manager"))
_NAME = update(leads).where(leads.c.id == bindparam("lead")).values(taken_at=None)
_MARK = insert(marks)
_STORE = insert(deadlines)
_AMONG = select(leads.c.id).where(leads.c.id.in_(bindparam("ids", expanding=True))).order_by(leads.c.id)


async def _thrice(conn: AsyncConnection, statement: Any, values: Any) -> list[list[Any]]:
    return [(await conn.execute(statement, values)).all() for _ in range(3)]


async def test_rows_are_the_same_both_ways(db: Database) -> None:
    await keep_lead(db, 7, name="Ольга «Ёлка» 🎄", comments="")
    await keep_lead(db, 8, created_at=NOW - timedelta(days=400), phones=())
    async with db.reading() as conn:
        first, second, third = await _thrice(conn, _LEADS, {"first": 7})
        counted = await _thrice(conn, _COUNT, {"manager": 12})
    assert first == second == third
    assert [row._asdict() for row in first] == [row._asdict() for row in third]
    assert third[1].created_at == NOW - timedelta(days=400)
    assert third[0].phones == ["+79990000001"]
    assert third[0].twins is None
    assert third[0].by_hand is False
    assert counted == [[(2, 8)]] * 3


async def test_whatever_sqlalchemy_has_to_do_itself_is_left_to_it(db: Database) -> None:
    for lead_id in (7, 8, 9):
        await keep_lead(db, lead_id)
    async with db.reading() as conn:
        several = [list(await conn.scalars(_AMONG, {"ids": ids})) for ids in ([7], [7, 8], [9, 8], [])]
        average = await _thrice(conn, select(func.avg(literal(3, Integer))), None)
    assert several == [[7], [7, 8], [8, 9], []]
    assert [float(rows[0][0]) for rows in average] == [3.0] * 3


async def test_names_may_come_in_any_order_and_none_may_be_missing(db: Database) -> None:
    await keep_lead(db)
    found = select(leads.c.name).where(leads.c.id == bindparam("lead"), leads.c.manager_id == bindparam("manager"))
    async with db.reading() as conn:
        for _ in range(3):
            assert await conn.scalar(found, {"lead": 7, "manager": 12}) == "Иван Образцов"
            assert await conn.scalar(found, {"manager": 12, "lead": 7}) == "Иван Образцов"
            with pytest.raises(StatementError, match="manager"):
                await conn.scalar(found, {"lead": 7})


async def test_changed_rows_are_counted(db: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        for _ in range(3):
            assert (await conn.execute(_NAME, {"lead": 7, "name": "Пётр"})).rowcount == 1
            assert (await conn.execute(_NAME, {"lead": 99, "name": "Пётр"})).rowcount == 0
        kept = await leads_store.find(conn, 7)
    assert kept is not None
    assert kept.lead.portal.name == "Пётр"


async def test_several_rows_at_once(db: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        for clock in ("a", "b", "c"):
            rows = [
                {"lead_id": 7, "clock": clock, "rung": rung, "due_at": NOW + rung * MINUTE, "state": "waiting"}
                for rung in range(3)
            ]
            await conn.execute(_STORE, rows)
        count = await conn.scalar(select(func.count()).select_from(deadlines))
    assert count == 9


async def _mark(db: Database, *names: str, value: str = "1") -> None:
    async with db.writing() as conn:
        for name in names:
            await conn.execute(_MARK, {"name": name, "value": value})


async def _marked(db: Database) -> set[str]:
    async with db.reading() as conn:
        return set(await conn.scalars(select(marks.c.name)))


async def test_a_row_that_is_there_already_is_told_and_nothing_is_kept(db: Database) -> None:
    await _mark(db, "a", "b")
    for _ in range(2):
        with pytest.raises(IntegrityError) as told:
            await _mark(db, "c", "a", value="+79990000001")
        assert not is_away(told.value)
        assert "+79990000001" not in str(told.value)
    assert await _marked(db) == {"a", "b"}


@pytest.fixture
async def server(migrated_server: str) -> AsyncIterator[Database]:
    """PostgreSQL only."""
    db = Database(migrated_server)
    async with db.writing() as conn:
        await conn.execute(delete(marks))
    yield db
    await db.close()


async def test_a_transaction_that_the_server_undoes_is_not_taken_for_done(server: Database) -> None:
    async def go_on_after_an_error() -> None:
        async with server.writing() as conn:
            for name in ("a", "a", "b"):
                with suppress(DBAPIError):
                    await conn.execute(_MARK, {"name": name, "value": "1"})

    await _mark(server, "c", "d")
    with pytest.raises(DBAPIError, match="undone"):
        await go_on_after_an_error()
    assert await _marked(server) == {"c", "d"}


async def test_a_connection_that_was_cut_is_away_and_the_next_one_is_another(server: Database) -> None:
    me = select(func.pg_backend_pid())

    async def be_cut() -> None:
        async with server.reading() as conn, server.reading() as another:
            await another.scalar(select(func.pg_terminate_backend(await conn.scalar(me))))
            await conn.scalar(me)

    for _ in range(2):  # by SQLAlchemy, and by the driver
        with pytest.raises(DBAPIError) as told:
            await be_cut()
        assert is_away(told.value)
    async with server.reading() as conn:
        assert await conn.scalar(me)
