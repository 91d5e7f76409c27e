"""Leads, as the portal shows them and as the assistant knows them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.domain.lead import MANAGER, SOURCE, STAGE, Phase, Semantics
from services.domain.twins import Twin, TwinKind
from services.storage import leads_store
from services.storage.database import Database
from services.storage.leads_store import Kept
from tests.storage.rows import MINUTE, NOW, keep_lead, make_lead


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("phase", Phase)
async def test_a_lead_comes_back_whole(db: Database, phase: Phase, semantics: Semantics) -> None:
    lead = replace(
        await keep_lead(db, semantics=semantics),
        phase=phase,
        version=3,
        attempts=2,
        taken_by=12,
        taken_at=NOW + MINUTE,
        pending={STAGE: ("NEW", "IN_PROCESS", "JUNK")},
        settled_at=NOW + timedelta(microseconds=1),
        source_said="UC_VK01",
        twins=(Twin(TwinKind.CONTACT, 15, "Анна & Ко"), Twin(TwinKind.LEAD, 3)),
        done=frozenset({"no_answer", "on_call"}),
        reached=True,
    )
    async with db.writing() as conn:
        await leads_store.save(conn, lead)
    async with db.reading() as conn:
        assert await leads_store.find(conn, 7) == Kept(lead, 2)


async def test_what_no_message_shows_is_saved_without_a_new_revision(db: Database) -> None:
    lead = replace(await keep_lead(db), settled_at=NOW)
    async with db.writing() as conn:
        await leads_store.save_quietly(conn, lead)
        assert await leads_store.find(conn, 7) == Kept(lead, 1)
        assert await leads_store.lock(conn, 7) == lead


async def test_a_lead_that_was_never_heard_of(db: Database) -> None:
    async with db.writing() as conn:
        assert await leads_store.lock(conn, 7) is None
        assert await leads_store.find(conn, 7) is None
        assert await leads_store.updated_at(conn, [7]) == {}
        assert await leads_store.updated_at(conn, []) == {}


async def test_open_leads_whose_twins_are_not_known_newest_first(db: Database) -> None:
    for lead_id, phase, twins in ((1, "new", None), (2, "taken", None), (3, "new", ()), (4, "closed", None)):
        async with db.writing() as conn:
            await leads_store.add(conn, replace(make_lead(lead_id), phase=Phase(phase), twins=twins), NOW)
    async with db.reading() as conn:
        waiting = await leads_store.without_twins(conn, 10)
        assert [lead.id for lead in waiting] == [2, 1]
        assert [lead.id for lead in await leads_store.without_twins(conn, 1)] == [2]
        known = await leads_store.several(conn, [1, 3, 99])
        assert {lead_id: lead.twins for lead_id, lead in known.items()} == {1: None, 3: ()}


async def test_how_many_leads_have_each_source(db: Database) -> None:
    async with db.writing() as conn:
        assert await leads_store.sources_used(conn) == {}
        for lead_id, source in enumerate(("WEB", "UC_VK01", "WEB", "", None), start=1):
            lead = make_lead(lead_id)
            fields = {MANAGER: "12"} if source is None else {MANAGER: "12", SOURCE: source}
            await leads_store.add(conn, replace(lead, portal=replace(lead.portal, fields=fields)), NOW)
        assert await leads_store.sources_used(conn) == {"WEB": 2, "UC_VK01": 1}


async def test_leads_of_a_manager_oldest_first(db: Database) -> None:
    for lead_id, entered in ((1, 3), (2, 1), (3, 2), (4, 0)):
        lead = replace(make_lead(lead_id), entered_at=NOW + entered * MINUTE)
        if lead_id == 4:
            lead = replace(lead, portal=replace(lead.portal, fields={MANAGER: "13"}))
        async with db.writing() as conn:
            await leads_store.add(conn, replace(lead, phase=Phase.TAKEN if lead_id == 3 else Phase.NEW), NOW)
    async with db.reading() as conn:
        new = await leads_store.of_manager(conn, 12, [Phase.NEW])
        assert [lead.id for lead in new] == [2, 1]
        both = await leads_store.of_manager(conn, 12, [Phase.NEW, Phase.TAKEN])
        assert [lead.id for lead in both] == [2, 3, 1]


async def test_a_lead_changes_hands_in_the_table_too(db: Database) -> None:
    lead = await keep_lead(db)
    given, _ = lead.choosing({MANAGER: "13"})
    async with db.writing() as conn:
        await leads_store.save(conn, given)
        assert await leads_store.of_manager(conn, 12, [Phase.NEW]) == []
        assert await leads_store.of_manager(conn, 13, [Phase.NEW]) == [given]


async def test_a_sweep_may_ask_for_more_leads_than_a_statement_takes(db: Database) -> None:
    await keep_lead(db, 39_999)
    async with db.reading() as conn:
        assert await leads_store.updated_at(conn, range(1, 40_001)) == {39_999: NOW}
