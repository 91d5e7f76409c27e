"""What becomes of one lead, each a story of its own; hundreds are told at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from tests.oracle.portal import MANAGER, REASON, SOURCE, STAGE
from tests.simulation.cases import Case, Plans, Span
from tests.simulation.office import MORE, REFERRAL, REJECT, UNKNOWN, Office
from tests.simulation.people import KEEPER, SUPERVISOR, Employee, morning

TAKE, NO_ANSWER, REACHED = "Взял в работу", "Недозвон", "Дозвонился"
IN_WORK = (STAGE, "IN_PROCESS")
SOURCES = (("MyTarget", "UC_MYTARGET01"), ("2Гис", "UC_2GIS01"))
ARRIVED, LATE, NOW_WITH = "Заявка с сайта", "лид никто не взял", "Теперь ответственный:"
UNDO = 20.0  # seconds within which somebody sees a mistake; the regulation allows sixty

Story = Callable[[Office, Case], Awaitable[None]]
Staff = Callable[[float], Sequence[Employee]]  # who is on duty then, and can be written to


def said(what: str, who: Employee) -> str:
    """The comment that a choice leaves in the timeline."""
    return f"{what} – {who.name}, через «Пять минут»"


async def pause(office: Office, least: float, most: float) -> None:
    """So many seconds; hours are shorter in a short run."""
    await asyncio.sleep(office.chance.uniform(least, max(least, most * office.scale if most > 3600 else most)))


async def react(office: Office) -> None:
    """Most look at once, some are on a call."""
    await asyncio.sleep(min(office.chance.expovariate(1 / 120), 1500))


def stopped(office: Office, case: Case, asked: float) -> None:
    """The first touch was made: asked for then, seen now."""
    case.maybe_stopped.append(Span(asked))
    case.stopped.append(Span(office.clock()))


async def touch(office: Office, case: Case, who: Employee, label: str, sign: str, comment: str, times: int = 1) -> None:
    """A choice that stops the clock; what it writes is the caller's business."""
    at = await office.tap(case, who, label, sign=sign, times=times)
    stopped(office, case, at)
    case.comments.append(said(comment, who))


async def take(office: Office, case: Case, who: Employee | None = None) -> None:
    who = who or case.manager
    await touch(office, case, who, TAKE, f"✅ {TAKE}", TAKE, office.chance.choice((1, 1, 2, 3)))
    case.changes.append(IN_WORK)
    case.shows = (who.chat, f"✅ {TAKE}")


async def taken(office: Office, case: Case) -> None:
    await office.see(case, case.manager.chat, ARRIVED)
    await react(office)
    await take(office, case)


async def no_answer(office: Office, case: Case) -> None:
    """Недозвон, tapped in haste; once more later; reached in the end, or not."""
    who = case.manager
    await office.see(case, who.chat, ARRIVED)
    await react(office)
    at = office.clock()
    await touch(
        office, case, who, NO_ANSWER, "попытка 1", f"{NO_ANSWER}, попытка 1", office.chance.choice((1, 1, 2, 3))
    )
    case.changes.append(IN_WORK)
    case.plan = Plans(at, office.clock())
    case.shows = (who.chat, "попытка 1")
    if office.chance.random() < 0.5:
        await pause(office, 60, 4 * 3600)
        await office.tap(case, who, NO_ANSWER, sign="попытка 2")
        case.comments.append(said(f"{NO_ANSWER}, попытка 2", who))
        case.shows = (who.chat, "попытка 2")
    if office.chance.random() < 0.5:
        await pause(office, 60, 8 * 3600)
        case.plan.end_asked = await office.tap(case, who, REACHED, sign=f"✅ {REACHED}")
        case.plan.end_seen = office.clock()
        case.comments.append(said(REACHED, who))
        case.shows = (who.chat, f"✅ {REACHED}")


async def reached(office: Office, case: Case) -> None:
    """Reached at the first call."""
    who = case.manager
    await office.see(case, who.chat, ARRIVED)
    await react(office)
    await touch(office, case, who, REACHED, f"✅ {REACHED}", REACHED)
    case.changes.append(IN_WORK)
    case.shows = (who.chat, f"✅ {REACHED}")


async def taken_undone(office: Office, case: Case) -> None:
    """Taken by mistake and given back: the clock runs again from where it began."""
    who = case.manager
    await office.see(case, who.chat, ARRIVED)
    await react(office)
    since = office.clock()
    await take(office, case)
    if office.clock() - since > UNDO:
        return
    label, sign = f"Отменить: {TAKE}", f"Отменено: {TAKE}"
    asked = await office.tap(case, who, label)

    def over() -> bool:
        return office.signed(case, who.chat, sign) or not office.buttons(case, who.chat, label)

    await office.until(case, f"{case.surname}: undone, or too late for it", over)
    if not office.signed(case, who.chat, sign):
        return
    case.maybe_stopped[-1] = replace(case.maybe_stopped[-1], until=office.clock())
    case.stopped[-1] = replace(case.stopped[-1], until=asked)
    case.changes.append((STAGE, "NEW"))
    case.comments.append(said(sign, who))
    case.shows = (who.chat, sign)
    await pause(office, 60, 1500)
    await touch(office, case, who, NO_ANSWER, "попытка 1", f"{NO_ANSWER}, попытка 1")
    case.changes.append(IN_WORK)
    case.plan = Plans(case.maybe_stopped[-1].since, office.clock())
    case.shows = (who.chat, "попытка 1")


async def referral(office: Office, case: Case) -> None:
    """A referral does not stop the clock."""
    who = case.manager
    await office.see(case, who.chat, ARRIVED)
    await react(office)
    await office.tap(case, who, REFERRAL, sign=f"✅ {REFERRAL}")
    case.referral = True
    case.changes.append((SOURCE, "RECOMMENDATION"))
    case.comments.append(said(REFERRAL, who))
    await react(office)
    await take(office, case)


async def rejected(office: Office, case: Case) -> None:
    """A refusal asks to confirm."""
    who = case.manager
    await office.see(case, who.chat, ARRIVED)
    await react(office)
    await office.tap(case, who, REJECT, sign=f"Да: {REJECT[:5]}")
    await touch(office, case, who, f"Да: {REJECT[:5]}", f"✅ {REJECT}", REJECT)
    case.changes += [(STAGE, "JUNK"), (REASON, "Некорректные данные")]
    case.shows = (who.chat, f"✅ {REJECT}")
    case.over = True


async def source_found(office: Office, case: Case) -> None:
    """The keeper is asked and answers; the manager takes the lead."""
    who = case.manager
    await office.see(case, who.chat, ARRIVED)
    await react(office)
    await office.tap(case, who, UNKNOWN, sign="Источник выясняется")
    case.asked_source = True
    case.comments.append(said(UNKNOWN, who))
    await react(office)
    name, code = office.chance.choice(SOURCES)
    await office.tap(case, KEEPER, name, chat=office.keepers, sign=f"Источник: {name}")
    case.changes.append((SOURCE, code))
    case.comments.append(f"Источник: {name} – ответ: {KEEPER.name}, через «Пять минут»")
    await office.see(case, who.chat, "источник найден")
    await take(office, case)


async def handled_in_portal(office: Office, case: Case) -> None:
    """The manager works in Bitrix24 itself: the card says so."""
    await office.see(case, case.manager.chat, ARRIVED)
    await react(office)
    at = office.clock()
    change(office, case, case.manager, stageId="IN_PROCESS")
    case.maybe_stopped.append(Span(at))
    await office.see(case, case.manager.chat, "Взят в Битрикс24")
    case.stopped.append(Span(office.clock()))
    case.shows = (case.manager.chat, "Взят в Битрикс24")


async def deleted(office: Office, case: Case) -> None:
    """Somebody deletes the lead in the portal."""
    await office.see(case, case.manager.chat, ARRIVED)
    await pause(office, 10, 900)
    case.maybe_stopped.append(Span(office.clock()))
    case.deleted = case.over = True
    office.trace.say(f"-> {case.surname} is deleted in the portal")
    office.portal.delete_lead(case.lead_id)
    await office.see(case, case.manager.chat, "удалён в Битрикс24")
    case.stopped.append(Span(office.clock()))
    case.shows = (case.manager.chat, "удалён в Битрикс24")


STORIES: tuple[tuple[Story, int], ...] = (
    (taken, 30),
    (no_answer, 20),
    (reached, 6),
    (taken_undone, 6),
    (referral, 6),
    (rejected, 8),
    (source_found, 6),
    (handled_in_portal, 8),
    (deleted, 3),
)


async def reassigned(office: Office, case: Case, to: Employee) -> None:
    """Somebody changes the responsible person in Bitrix24: the new one gets a fresh card, and takes the lead."""
    await office.see(case, case.manager.chat, ARRIVED)
    await react(office)
    case.moved = office.clock()
    case.second = Span(case.moved)
    case.cards.add(to.chat)
    change(office, case, SUPERVISOR, assignedById=to.id)
    await office.see(case, to.chat, ARRIVED)
    await react(office)
    await take(office, case, to)
    case.second = Span(case.moved, office.clock())


async def away(office: Office, case: Case, staff: Staff) -> None:
    """Nobody is there: the supervisors hear of it, and give the lead to somebody, or it waits for the morning."""
    await office.see(case, case.manager.chat, ARRIVED)
    await office.see(case, office.supervisors, LATE)
    if staff(office.clock()) and office.chance.random() < 0.6:
        await give(office, case, staff)
        return
    await open_hours(office, staff)
    if case.manager not in staff(office.clock()):
        await give(office, case, staff)
        return
    await react(office)
    await take(office, case)


async def open_hours(office: Office, staff: Staff) -> None:
    """Until somebody is there."""
    while True:
        if staff(office.clock()):
            return
        await asyncio.sleep(min(1800.0, morning(office.clock()) - office.clock()))


async def unreachable(office: Office, case: Case, staff: Staff) -> None:
    """The manager has stopped the bot: the supervisors hear of it."""
    case.unreachable = True
    case.cards.clear()
    await office.see(case, office.supervisors, "Ответственный")
    await open_hours(office, staff)
    await give(office, case, staff)


async def give(office: Office, case: Case, staff: Staff) -> None:
    """The supervisor hands the lead over to one of those whom the list offers; who takes it."""
    chat = office.supervisors
    await react(office)
    offered = await offer(office, case, staff)
    at = await office.tap(case, SUPERVISOR, offered.name, chat=chat, sign=f"{NOW_WITH} {offered.name}")
    case.moved, case.second = at, Span(at)
    case.cards.add(offered.chat)
    case.changes.append((MANAGER, str(offered.id)))
    case.comments.append(f"Ответственный теперь {offered.name} – решение: {said('', SUPERVISOR)[3:]}")
    await office.see(case, offered.chat, ARRIVED)
    await react(office)
    await take(office, case, offered)
    case.second = Span(at, office.clock())


async def offer(office: Office, case: Case, staff: Staff) -> Employee:
    """Open the list, and its further pages; somebody on duty in it."""
    chat = office.supervisors
    while True:
        shown = [each for each in staff(office.clock()) if office.buttons(case, chat, each.name)]
        if shown:
            return office.chance.choice(shown)
        further = next((label for label in ("Передать", MORE) if office.buttons(case, chat, label)), None)
        if further:
            await office.tap(case, SUPERVISOR, further, chat=chat)
        await pause(office, 20, 90)


def change(office: Office, case: Case, by: Employee, **fields: object) -> None:
    """Somebody changes the lead in the portal; the event may be lost, or come twice."""
    fate = office.chance.choice(("", "", "", "lost", "doubled"))
    office.portal.events.drop, office.portal.events.double = int(fate == "lost"), int(fate == "doubled")
    office.trace.say(f"-> {case.surname}: {by.name} changes {fields} in the portal {fate}")
    office.portal.update_lead(case.lead_id, by.id, **fields)


async def close(office: Office, case: Case) -> None:
    """The end of a lead: converted or rejected in the portal."""
    asked = office.clock()
    change(office, case, case.manager, stageId=office.chance.choice(("CONVERTED", "JUNK")))
    case.maybe_stopped.append(Span(asked))
    await office.see(case, case.shows[0], "Закрыт в Битрикс24")
    case.stopped.append(Span(office.clock()))
    if case.plan and case.plan.end_asked is None:
        case.plan.end_asked, case.plan.end_seen = asked, office.clock()
    case.shows = (case.shows[0], "Закрыт в Битрикс24")
    case.over = True
