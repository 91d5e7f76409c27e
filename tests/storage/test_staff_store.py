"""People and the start links that invite them."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from services.domain.people import Person, Role
from services.storage import history_store, staff_store
from services.storage.database import Database
from tests.storage.rows import MINUTE, NOW

MANY = frozenset(Role)


async def _add(db: Database, **values: object) -> int:
    async with db.writing() as conn:
        return await staff_store.add(conn, **{"roles": [Role.MANAGER], **values})  # type: ignore[arg-type]


async def _find(db: Database, person_id: int) -> Person | None:
    async with db.reading() as conn:
        return await staff_store.find(conn, person_id)


async def _change(db: Database, person_id: int, **values: object) -> None:
    async with db.writing() as conn:
        await staff_store.change(conn, person_id, **values)


async def _remove(db: Database, person_id: int) -> None:
    async with db.writing() as conn:
        await staff_store.remove(conn, person_id)


async def _invite(db: Database, code: str, person_id: int) -> None:
    async with db.writing() as conn:
        await staff_store.invite(conn, code, person_id, None, NOW + MINUTE)


async def _use(db: Database, code: str) -> int | None:
    async with db.writing() as conn:
        return await staff_store.use_invitation(conn, code, NOW)


async def test_a_person_comes_back_with_every_role(db: Database) -> None:
    person_id = await _add(db, name="Вера Климова", bitrix_id=14, telegram_id=5014, roles=MANY)
    person = Person(person_id, "Вера Климова", 14, 5014, MANY)
    async with db.reading() as conn:
        assert await staff_store.find(conn, person_id) == person
        assert await staff_store.by_bitrix(conn, 14) == person
        assert await staff_store.by_telegram(conn, 5014) == person
        assert await staff_store.by_bitrix(conn, 5014) is None
        assert await staff_store.by_telegram(conn, 14) is None


async def test_a_person_may_have_no_role_and_no_ids(db: Database) -> None:
    first, second = await _add(db, roles=[]), await _add(db, roles=[])
    assert await _find(db, first) == Person(first, "", None, None, frozenset())
    assert await _find(db, second) is not None


async def test_changes(db: Database) -> None:
    person_id = await _add(db, bitrix_id=12)
    await _change(db, person_id, roles={Role.KEEPER, Role.ADMIN}, active=False, blocked=True, telegram_id=1)
    assert await _find(db, person_id) == Person(
        person_id, "", 12, 1, frozenset({Role.KEEPER, Role.ADMIN}), active=False, blocked=True
    )


@pytest.mark.parametrize("column", ["bitrix_id", "telegram_id"])
async def test_two_people_are_never_one(db: Database, column: str) -> None:
    await _add(db, **{column: 12})
    with pytest.raises(IntegrityError):
        await _add(db, **{column: 12})


async def test_everyone_is_listed_by_name(db: Database) -> None:
    for name in ("Тимур", "Алина", "Алина"):
        await _add(db, name=name)
    async with db.reading() as conn:
        assert [(person.name, person.id) for person in await staff_store.everyone(conn)] == [
            ("Алина", 2),
            ("Алина", 3),
            ("Тимур", 1),
        ]


class TestRemoved:
    """Somebody is forgotten; what they did is not."""

    async def test_the_history_still_tells_who_it_was(self, db: Database) -> None:
        person_id = await _add(db, name="Алина Громова")
        async with db.writing() as conn:
            await history_store.record(conn, 7, NOW, person_id, "acted", {})
        await _remove(db, person_id)
        async with db.reading() as conn:
            (line,) = await history_store.last(conn, 7)
        assert line.who == "Алина Громова"

    async def test_their_links_stop_working(self, db: Database) -> None:
        person_id = await _add(db)
        await _invite(db, "code", person_id)
        await _remove(db, person_id)
        assert await _use(db, "code") is None

    async def test_nobody_inherits_their_number(self, db: Database) -> None:
        person_id = await _add(db, name="Алина Громова")
        await _remove(db, person_id)
        assert await _add(db, name="Тимур Садыков") != person_id


class TestInvitations:
    """Single-use start links."""

    async def test_a_link_works_once(self, db: Database) -> None:
        person_id = await _add(db)
        await _invite(db, "code", person_id)
        assert await _use(db, "code") == person_id
        assert await _use(db, "code") is None

    async def test_of_those_who_race_one_wins(self, db: Database, other: Database) -> None:
        person_id = await _add(db)
        await _invite(db, "code", person_id)
        used = await asyncio.gather(*(_use(each, "code") for each in (db, other) * 3))
        assert [found for found in used if found is not None] == [person_id]

    async def test_a_newer_link_replaces_the_unused_one(self, db: Database) -> None:
        person_id = await _add(db)
        await _invite(db, "first", person_id)
        await _invite(db, "second", person_id)
        assert await _use(db, "first") is None
        assert await _use(db, "second") == person_id

    async def test_a_used_link_stays_used_when_a_new_one_is_made(self, db: Database) -> None:
        person_id = await _add(db)
        await _invite(db, "first", person_id)
        await _use(db, "first")
        await _invite(db, "second", person_id)
        assert await _use(db, "first") is None

    async def test_links_of_others_stay(self, db: Database) -> None:
        alina, timur = await _add(db), await _add(db)
        await _invite(db, "alina", alina)
        await _invite(db, "timur", timur)
        assert await _use(db, "alina") == alina

    async def test_expired_or_never_made(self, db: Database) -> None:
        await _invite(db, "code", await _add(db))
        async with db.writing() as conn:
            assert await staff_store.use_invitation(conn, "code", NOW + MINUTE) is None
            assert await staff_store.use_invitation(conn, "made up", NOW) is None


class TestHistory:
    """What a lead's card tells."""

    async def test_the_newest_lines_oldest_first(self, db: Database) -> None:
        async with db.writing() as conn:
            for number in range(5):
                await history_store.record(conn, 7, NOW + number * MINUTE, None, "acted", {"attempt": number})
            await history_store.record(conn, 8, NOW, None, "received", {})
        async with db.reading() as conn:
            lines = await history_store.last(conn, 7, limit=3)
        assert [(line.data["attempt"], line.at, line.who) for line in lines] == [
            (number, NOW + number * MINUTE, "") for number in (2, 3, 4)
        ]

    async def test_people_are_called_as_they_are_called_now(self, db: Database) -> None:
        person_id = await _add(db)
        async with db.writing() as conn:
            await history_store.record(conn, 7, NOW, person_id, "acted", {})
            await history_store.record(conn, 7, NOW, 99, "acted", {})
        await _change(db, person_id, name="Алина Громова")
        async with db.reading() as conn:
            assert [line.who for line in await history_store.last(conn, 7)] == ["Алина Громова", ""]
