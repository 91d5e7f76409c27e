"""What is asked all the time finds its rows by an index on SQLite, however many there are that ended long ago."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage import (
    alarms_store,
    audit_store,
    deadlines_store,
    inbox_store,
    leads_store,
    listed_store,
    outbox_store,
    updates_store,
)
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.storage.sqlite import Statements
from tests.storage.rows import NOW

Ask = Callable[[AsyncConnection], Awaitable[object]]
ASKED: dict[str, Ask] = {
    "due": lambda conn: deadlines_store.due(conn, NOW),
    "next due": deadlines_store.next_due,
    "claim": lambda conn: deadlines_store.claim(conn, 1, "first_touch", NOW),
    "overdue": lambda conn: audit_store.overdue(conn, NOW),
    "unwatched": lambda conn: audit_store.unwatched(conn, 0),
    "unread": lambda conn: inbox_store.next_at(conn),
    "twins": lambda conn: leads_store.without_twins(conn, 50),
    "lead list": lambda conn: listed_store.stale(conn, "stamp", 20),
    "sendable": lambda conn: outbox_store.sendable(conn, TELEGRAM, NOW, 50),
    "next to send": lambda conn: outbox_store.next_at(conn, TELEGRAM, NOW),
    "queues": lambda conn: alarms_store.queues(conn, NOW),
    "refused": lambda conn: alarms_store.refused(conn, NOW),
    "updates waiting": lambda conn: updates_store.waiting_of(conn, "worker", NOW),
    "updates left behind": lambda conn: updates_store.orphans(conn, "worker"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
async def test_no_table_is_read_from_end_to_end(migrated_file: Path, ask: Ask) -> None:
    db, heard = Database(f"sqlite:///{migrated_file}"), list[str]()
    try:
        async with db.writing() as conn:
            assert isinstance(conn, Statements)
            conn.driver.set_trace_callback(heard.append)
            await ask(conn)
            conn.driver.set_trace_callback(None)
            assert heard
            assert [step for said in heard for step in _scans(conn.driver, said)] == []
    finally:
        await db.close()


def _scans(driver: sqlite3.Connection, said: str) -> list[str]:
    """Steps of a statement's plan that read a whole table; an index is read in its order, or holds a few rows only."""
    steps = [str(row[3]) for row in driver.execute(f"EXPLAIN QUERY PLAN {said}")]
    return [step for step in steps if step.startswith("SCAN") and "USING" not in step and step != "SCAN CONSTANT ROW"]
