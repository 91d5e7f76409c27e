"""What people chose: for the undo, and to know a second tap."""

from dataclasses import replace

from services.domain.flow.undo import Choice
from services.domain.lead import STAGE, Change, Lead, Phase
from services.storage import choices_store
from services.storage.database import Database
from tests.storage.rows import MINUTE, NOW, SECOND, keep_lead, make_lead

CHANGES = {STAGE: Change("NEW", "IN_PROCESS"), "statusDescription": Change("", "дубль")}


async def _choose(db: Database, version: int, action: str = "no_answer", before: Lead | None = None) -> int:
    lead = before or replace(make_lead(), version=version)
    async with db.writing() as conn:
        return await choices_store.add(conn, 3, action, lead, CHANGES, NOW, NOW + MINUTE)


async def _undo(db: Database, choice_id: int) -> None:
    async with db.writing() as conn:
        await choices_store.mark_undone(conn, choice_id, NOW)


async def _repeated(db: Database, version: int, action: str = "no_answer", lead_id: int = 7) -> bool:
    async with db.reading() as conn:
        return await choices_store.repeated(conn, lead_id, action, version)


async def test_a_choice_comes_back_whole(db: Database) -> None:
    before = replace(
        await keep_lead(db),
        version=4,
        phase=Phase.TAKEN,
        attempts=2,
        taken_by=2**40,
        taken_at=NOW - SECOND / 3,
        done=frozenset({"no_answer"}),
        reached=True,
    )
    choice_id = await _choose(db, 4, before=before)
    async with db.reading() as conn:
        assert await choices_store.find(conn, choice_id) == Choice(
            id=choice_id,
            lead_id=7,
            staff_id=3,
            action="no_answer",
            version=4,
            undo_until=NOW + MINUTE,
            phase=Phase.TAKEN,
            attempts=2,
            taken_by=2**40,
            taken_at=NOW - SECOND / 3,
            changes=CHANGES,
            done=frozenset({"no_answer"}),
            reached=True,
        )
        assert await choices_store.find(conn, 99) is None


async def test_only_the_choice_that_made_the_present_version_can_be_undone(db: Database) -> None:
    await keep_lead(db)
    first, second = await _choose(db, 0), await _choose(db, 1)
    async with db.reading() as conn:
        found = [await choices_store.undoable(conn, 7, version, NOW) for version in (0, 1, 2, 3)]
    assert [choice and choice.id for choice in found] == [None, first, second, None]


async def test_not_when_the_time_is_over(db: Database) -> None:
    await keep_lead(db)
    await _choose(db, 0)
    async with db.reading() as conn:
        assert await choices_store.undoable(conn, 7, 1, NOW + MINUTE - SECOND) is not None
        assert await choices_store.undoable(conn, 7, 1, NOW + MINUTE) is None


async def test_not_twice(db: Database) -> None:
    await keep_lead(db)
    choice_id = await _choose(db, 0)
    await _undo(db, choice_id)
    async with db.reading() as conn:
        assert await choices_store.undoable(conn, 7, 1, NOW) is None
        choice = await choices_store.find(conn, choice_id)
    assert choice is not None
    assert choice.undone


async def test_a_second_tap_on_the_same_card_is_a_repetition(db: Database) -> None:
    await keep_lead(db)
    await _choose(db, 0)
    assert await _repeated(db, 0)
    assert not await _repeated(db, 1), "the card was drawn anew: that is another attempt"


async def test_a_tap_on_a_card_older_than_the_choice_is_a_repetition_too(db: Database) -> None:
    await keep_lead(db)
    await _choose(db, 3)
    assert await _repeated(db, 1)


async def test_another_button_or_another_lead_is_not(db: Database) -> None:
    await keep_lead(db)
    await keep_lead(db, 8)
    await _choose(db, 0)
    assert not await _repeated(db, 0, "take")
    assert not await _repeated(db, 0, lead_id=8)


async def test_what_was_taken_back_may_be_chosen_again_from_the_same_card(db: Database) -> None:
    await keep_lead(db)
    await _undo(db, await _choose(db, 0))
    assert not await _repeated(db, 0)
