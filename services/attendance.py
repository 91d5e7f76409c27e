"""Who is at work, looked up in the caller's transaction: leads are never given to the absent (LT-24)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.absence import Because, StandIn, may_stand_in, next_in_queue, present, stand_in
from services.domain.decision import Decision
from services.domain.flow.hold import held_back, opens
from services.domain.flow.stand_in import given_to_stand_in, gives_to, waits_for_stand_in
from services.domain.flow.stand_in import passed_on as passed
from services.domain.people import Person, Role
from services.domain.regulation import Audience, Regulation
from services.domain.slots import day_of
from services.storage import absences_store, leads_store, locks, staff_store
from services.storage.locks import Lock


async def people_now(conn: AsyncConnection, now: datetime) -> dict[int, Person]:
    """Everybody by staff id, with who is absent at this moment."""
    people = present(await staff_store.everyone(conn), await absences_store.running(conn, now))
    return {person.id: person for person in people}


async def person_now(conn: AsyncConnection, bitrix_id: int, now: datetime) -> Person | None:
    """Whoever has this number in the portal, with whether the person is absent at this moment."""
    person = await staff_store.by_bitrix(conn, bitrix_id) if bitrix_id else None
    return present([person], await absences_store.running(conn, now))[0] if person else None


async def received(
    conn: AsyncConnection, decision: Decision, manager: Person | None, rules: Regulation, now: datetime
) -> Decision:
    """What becomes of a new lead when it is night, or its manager is away; one added by hand comes from somebody."""
    if decision.lead.by_hand:
        return decision
    if opens(rules, now):
        return held_back(decision, rules, now, all_away=False)
    stood = await stood_in(conn, decision, manager, rules, now)
    if not waits_for_stand_in(stood):
        return stood
    return held_back(stood, rules, now, all_away=not await _anybody(conn, now))


async def stood_in(
    conn: AsyncConnection, decision: Decision, manager: Person | None, rules: Regulation, now: datetime
) -> Decision:
    """The lead of somebody absent goes to the cover, else to who is on duty, else the supervisors hear why."""
    if manager is None or not waits_for_stand_in(decision):
        return decision
    return given_to_stand_in(decision, manager, await stand_in_for(conn, manager, rules, now))


async def passed_on(conn: AsyncConnection, decision: Decision, rules: Regulation, now: datetime) -> Decision:
    """A rung may give the lead to who is on duty, or back to the queue (LT-22)."""
    to = gives_to(decision)
    if to is None:
        return decision
    people = await people_now(conn, now)
    lead = decision.lead
    before = next((each for each in people.values() if each.bitrix_id == lead.portal.manager_id), None)
    if to is Audience.DUTY:
        on_duty = people.get(await _on_duty(conn, rules, now) or 0)
        able = on_duty is not None and on_duty != before and may_stand_in(on_duty)
        found = StandIn(Because.DUTY, on_duty) if able else StandIn(Because.NOBODY)
    else:
        await locks.hold(conn, Lock.QUEUE)  # whoever chooses after us sees who got this one
        found = next_in_queue(people.values(), await leads_store.in_hand(conn), lead.portal.manager_id, rules.weights)
    return passed(decision, to, before.name if before else "", found)


async def _on_duty(conn: AsyncConnection, rules: Regulation, now: datetime) -> int | None:
    return await absences_store.on_duty(conn, day_of(now, rules.zone)) if rules.duty else None


async def stand_in_for(conn: AsyncConnection, absent: Person, rules: Regulation, now: datetime) -> StandIn:
    """Who stands in for somebody at this moment."""
    people = await people_now(conn, now)
    covers = {each.staff_id: each.cover_id for each in await absences_store.running(conn, now) if each.cover_id}
    on_duty = await _on_duty(conn, rules, now)
    return stand_in(absent, people, covers.get(absent.id), on_duty, rules.covers)


async def _anybody(conn: AsyncConnection, now: datetime) -> bool:
    people = (await people_now(conn, now)).values()
    return any(person.has(Role.MANAGER) and may_stand_in(person) for person in people)


async def heads_now(
    conn: AsyncConnection, roles: Sequence[Role], rules: Regulation, now: datetime
) -> tuple[list[Person], list[Person]]:
    """Who hears of something, and whose it is to hear: holders of the first of these roles that has any.

    Of those who are away somebody stands in; when nobody can be told so, the next role is asked.
    """
    people = (await people_now(conn, now)).values()
    meant = [[person for person in people if person.active and person.has(role)] for role in roles]
    owners = next((holders for holders in meant if holders), [])
    for holders in meant:
        able = [person for person in holders if person.reachable and not person.absent]
        if not able:
            found = [(await stand_in_for(conn, person, rules, now)).person for person in holders]
            able = list({person.id: person for person in found if person}.values())
        if able:
            return able, owners
    return [person for person in owners if person.reachable], owners


async def sales_now(conn: AsyncConnection, now: datetime) -> list[Person]:
    """All sales managers, with who is absent at this moment."""
    return [person for person in (await people_now(conn, now)).values() if person.has(Role.SALES)]
