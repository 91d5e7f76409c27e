"""Values come back as they went in, from both databases, whatever people type."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql

from services.domain.gateways import Term
from services.domain.people import Role
from services.storage import (
    history_store,
    leads_store,
    marks_store,
    outbox_store,
    staff_store,
    terms_store,
    updates_store,
)
from services.storage.columns import Json, Words
from services.storage.database import Database
from services.storage.updates_store import Update
from tests.storage.rows import NOW, keep_lead, make_lead, queue

UGLY = "до\0 и после, половина \ud83d эмодзи"
CLEAN = "до и после, половина ? эмодзи"
LONG = "Очень длинная заявка " * 500
BIG = 2**62


@pytest.mark.parametrize("written", ["👩‍👩‍👧 «кавычки» \\ ' \" \n\t", LONG, "", "\u2028\u200f"])
async def test_text_comes_back(db: Database, written: str) -> None:
    lead = await keep_lead(db, title=written, name=written, comments=written, fields={"stageId": written})
    async with db.reading() as conn:
        kept = await leads_store.find(conn, 7)
    assert kept is not None
    assert kept.lead == lead


async def test_what_postgresql_cannot_keep_is_left_out_everywhere(db: Database) -> None:
    await keep_lead(db, title=UGLY, name=UGLY, comments=UGLY, phones=(UGLY,), fields={UGLY: UGLY})
    async with db.writing() as conn:
        person_id = await staff_store.add(conn, roles=[Role.MANAGER], name=UGLY)
        await terms_store.replace(conn, "SOURCE", [Term(1, UGLY, UGLY, 1)])
        await updates_store.keep(conn, [Update(1, 1, {"message": {"text": UGLY}})], NOW, "w")
        await history_store.record(conn, 7, NOW, None, "acted", {"title": UGLY})
        await marks_store.put(conn, "ugly", UGLY)
        await queue(conn, "fields:7", payload={"text": UGLY})
        await outbox_store.settle(conn, 1, "refused", NOW, UGLY)
    async with db.writing() as conn:
        kept = await leads_store.find(conn, 7)
        person = await staff_store.find(conn, person_id)
        (update,) = await updates_store.orphans(conn, "w")
        (line,) = await history_store.last(conn, 7)
        entry = await outbox_store.find(conn, 1)
        assert await terms_store.all_of(conn, "SOURCE") == [Term(1, CLEAN, CLEAN, 1)]
        assert await marks_store.get(conn, "ugly") == CLEAN
    assert kept is not None
    assert kept.lead == make_lead(title=CLEAN, name=CLEAN, comments=CLEAN, phones=(CLEAN,), fields={CLEAN: CLEAN})
    assert person is not None
    assert person.name == CLEAN
    assert update.body == {"message": {"text": CLEAN}}
    assert line.data == {"title": CLEAN}
    assert entry is not None
    assert entry.payload == {"text": CLEAN}


async def test_an_update_with_impossible_numbers_is_kept(db: Database) -> None:
    body = {"update_id": 1, "big": 10**30, "much": float("inf"), "none": float("nan"), "half": 0.5}
    async with db.writing() as conn:
        await updates_store.keep(conn, [Update(1, 1, body)], NOW, "w")
        (update,) = await updates_store.orphans(conn, "w")
    assert update.body == {**body, "much": None, "none": None}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=20,
)


@given(JSON)
def test_cleaning_leaves_only_what_both_databases_keep(value: object) -> None:
    dialect = postgresql.dialect()
    cleaned = Json().process_bind_param(value, dialect)
    assert Json().process_bind_param(cleaned, dialect) == cleaned
    assert "\0" not in str(cleaned)
    repr(cleaned).encode()
    assert "nan" not in repr(cleaned if isinstance(cleaned, float) else None)


@given(st.text())
def test_clean_text_is_kept_as_it_is(written: str) -> None:
    if "\0" not in written:
        assert Words().process_bind_param(written, postgresql.dialect()) == written


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2026, 3, 2, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=7))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
)
async def test_times_come_back_aware_and_in_utc(db: Database, moment: datetime) -> None:
    await keep_lead(db, created_at=moment, moved_at=moment)
    async with db.reading() as conn:
        kept = await leads_store.find(conn, 7)
    assert kept is not None
    assert kept.lead.portal.created_at == moment
    assert kept.lead.portal.created_at.tzinfo is UTC
    assert kept.lead.taken_at is None


async def test_times_are_compared_as_times_whatever_their_zone(db: Database) -> None:
    far_east = timezone(timedelta(hours=12))
    async with db.writing() as conn:
        await queue(conn, "a", next_at=NOW.astimezone(far_east))
    async with db.reading() as conn:
        assert len(await outbox_store.sendable(conn, "bitrix24", NOW, 10)) == 1
        early = NOW - timedelta(microseconds=1)
        assert await outbox_store.sendable(conn, "bitrix24", early.astimezone(far_east), 10) == []


async def test_ids_are_as_big_as_telegram_and_the_portal_make_them(db: Database) -> None:
    await keep_lead(db, BIG)
    async with db.writing() as conn:
        person_id = await staff_store.add(conn, roles=[], bitrix_id=BIG, telegram_id=BIG + 1)
        await updates_store.keep(conn, [Update(BIG, -BIG, {})], NOW, "w")
        found = await staff_store.by_telegram(conn, BIG + 1)
        (update,) = await updates_store.orphans(conn, "w")
        assert await leads_store.updated_at(conn, [BIG]) == {BIG: NOW}
    assert found is not None
    assert (found.id, found.bitrix_id) == (person_id, BIG)
    assert (update.update_id, update.lane) == (BIG, -BIG)
