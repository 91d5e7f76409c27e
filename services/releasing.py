"""Leads that waited for the beginning of work go out: one ranked list for each manager (LT-20, LT-25)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.bells import Bell
from services.decisions import Carrier
from services.domain.absence import StandIn
from services.domain.decision import Decision, Escalate, Hold, Why
from services.domain.flow.hold import ranked
from services.domain.flow.hold import release as released
from services.domain.flow.receive import hand_reason
from services.domain.flow.stand_in import give
from services.domain.lead import Lead, Phase
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import absences_store, held_store, leads_store, staff_store

SHOWN = 30  # leads in one list: a button each


async def come_on(
    conn: AsyncConnection, person: Person, carrier: Carrier, rulebook: Rulebook, now: datetime
) -> set[Bell]:
    """The person is at work, whatever was said before; what waited for somebody goes out."""
    await staff_store.change(conn, person.id, absent=False)
    await absences_store.come_back(conn, person.id, now)
    return await release(conn, await held_store.for_whoever_comes(conn), carrier, rulebook, now)


async def release(
    conn: AsyncConnection, lead_ids: Collection[int], carrier: Carrier, rulebook: Rulebook, now: datetime
) -> set[Bell]:
    """In the caller's transaction. Those whose manager is away go to who stands in, with the supervisors told why."""
    rules = rulebook.rules
    mine = await held_store.release(conn, lead_ids) if lead_ids else []
    if not mine:
        return set()
    bells = {Bell.TELEGRAM, Bell.DEADLINES}
    people = {person.bitrix_id: person for person in (await attendance.people_now(conn, now)).values()}
    lists: dict[Person, list[Lead]] = {}
    locked = [lead for lead_id in mine if (lead := await leads_store.lock(conn, lead_id))]
    for waiting in ranked([lead for lead in locked if lead.phase is Phase.NEW], rules):
        manager = people.get(waiting.portal.manager_id)
        lead, found, why = waiting, None, hand_reason(waiting.portal.manager_id, manager)
        if why is Why.ABSENT and manager:
            found = await attendance.stand_in_for(conn, manager, rules, now)
            lead, manager, why = await _given(conn, waiting, manager, found, carrier, now)
        if why is not None or manager is None:
            again = (Hold(None),) if why is Why.ABSENT else ()
            bells |= await carrier.carry_out(conn, Decision(lead, (Escalate(why or Why.NOBODY), *again)), now)
        else:
            lists.setdefault(manager, []).append(lead)
    for manager, theirs in lists.items():
        for decision in released([(lead, rulebook.of(lead)) for lead in theirs], rules.stagger, now):
            bells |= await carrier.carry_out(conn, decision, now)
        told = {"count": len(theirs), "leads": [[lead.id, lead.called] for lead in theirs[:SHOWN]]}
        await carrier.notify(conn, manager.id, "leads-released", told, now)
    if lists:
        lines = [
            ["leads-released-line", {"name": person.name, "count": len(theirs)}] for person, theirs in lists.items()
        ]
        await carrier.tell_supervisors(conn, "leads-released-all", {"lines": lines}, now)
    return bells


async def _given(
    conn: AsyncConnection, waiting: Lead, manager: Person, found: StandIn, carrier: Carrier, now: datetime
) -> tuple[Lead, Person | None, Why | None]:
    """The lead with whoever stands in; its card comes with the list."""
    if found.person is None:
        return waiting, manager, Why.ABSENT
    lead, effects = give(waiting, manager.name, found)
    await carrier.carry_out(conn, Decision(lead, effects[:-1]), now)
    return lead, found.person, None
