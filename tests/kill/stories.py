"""What happens to one lead, each a story of its own; they run side by side."""

import time
from collections.abc import Awaitable, Callable

from tests.kill.clock import ESCALATE
from tests.kill.office import (
    ANGELINA_LEBEDEVA,
    REFERRAL,
    REJECT,
    TIMUR_SADYKOV,
    UNKNOWN,
    VERA_KLIMOVA,
    Case,
    Employee,
    Office,
)
from tests.oracle.portal import MANAGER, REASON, SOURCE, STAGE

TAKE, NO_ANSWER, LOCK = "Взял в работу", "Недозвон", "Решает Ангелина"
CREATED = 130.0  # seconds: a creation that nobody heard of is waited for a minute before it is repeated
AS_SAID = "Записать как есть"
IN_WORK = (STAGE, "IN_PROCESS")
SOURCES = (("VK", "UC_VK01"), ("MyTarget", "UC_MYTARGET01"), ("2Гис", "UC_2GIS01"))

Story = Callable[[Office, Case], Awaitable[None]]


def said(what: str, who: Employee) -> str:
    """The comment that a choice leaves in the timeline."""
    return f"{what} – {who.name}, через «Пять минут»"


def late(case: Case) -> bool:
    """Whether the supervisors are about to hear of the lead."""
    return time.time() > case.zero + ESCALATE - 1


async def untouched(office: Office, case: Case) -> None:
    """Nobody does anything: a reminder, then the supervisors."""
    await office.see(case, office.supervisors, "лид никто не взял")
    case.shows = (case.manager.chat, "Срок вышел")


async def no_answer(office: Office, case: Case) -> None:
    """Недозвон, tapped once or twice in haste, and sometimes a second attempt."""
    who, haste = case.manager, office.chance.choice((1, 2))
    case.tapped = await office.tap(case, who, NO_ANSWER, sign="попытка 1", times=haste)
    case.seen = time.time()
    case.changes.append(IN_WORK)
    case.comments.append(said(f"{NO_ANSWER}, попытка 1", who))
    case.shows = (who.chat, "попытка 1")
    if office.chance.random() < 0.5:
        await office.tap(case, who, NO_ANSWER, sign="попытка 2")
        case.comments.append(said(f"{NO_ANSWER}, попытка 2", who))
        case.shows = (who.chat, "попытка 2")


async def referral_undone(office: Office, case: Case) -> None:
    """A mis-tap taken back; the clock goes on all the time."""
    who = case.manager
    await office.tap(case, who, REFERRAL, sign=f"Отменить: {REFERRAL}")
    await office.tap(case, who, f"Отменить: {REFERRAL}", sign=f"Отменено: {REFERRAL}")
    case.changes += [(SOURCE, "RECOMMENDATION"), (SOURCE, "WEB")]
    case.comments += [said(REFERRAL, who), said(f"Отменено: {REFERRAL}", who)]
    await office.see(case, office.supervisors, "лид никто не взял")
    case.shows = (who.chat, f"Отменено: {REFERRAL}")


async def referrer_told(office: Office, case: Case) -> None:
    """A conversation: asked by a tap, answered in words, ended by a tap; then the manager takes the lead."""
    who, referrer = case.manager, f"{case.name} Тётушкина"
    await office.tap(case, who, REFERRAL, sign=f"Отменить: {REFERRAL}")
    await office.see(case, who.chat, "кто порекомендовал?")
    office.say(who, referrer)
    await office.tap(case, who, AS_SAID, sign=f"Кто порекомендовал: {referrer}")
    case.changes.append((SOURCE, "RECOMMENDATION"))
    case.comments += [said(REFERRAL, who), said(f"Кто порекомендовал: {referrer}", who)]
    await take(office, case, who)


async def taken_undone(office: Office, case: Case) -> None:
    """Taken by mistake and given back: the clock runs again from where it began.

    A lead that is late already is left alone until the supervisors have heard: what the clock has said and Telegram
    has not taken yet is dropped when somebody acts, and an undo does not bring that back.
    """
    who = case.manager
    await office.see(case, who.chat, "Заявка с сайта")
    if late(case):
        await office.see(case, office.supervisors, "лид никто не взял")
    case.tapped = await office.tap(case, who, TAKE, sign=f"Отменить: {TAKE}")
    await office.tap(case, who, f"Отменить: {TAKE}", sign=f"Отменено: {TAKE}")
    case.changes += [IN_WORK, (STAGE, "NEW")]
    case.comments += [said(TAKE, who), said(f"Отменено: {TAKE}", who)]
    await office.see(case, office.supervisors, "лид никто не взял")
    case.shows = (who.chat, f"Отменено: {TAKE}")


async def rejected(office: Office, case: Case) -> None:
    """A refusal asks to confirm."""
    who = case.manager
    await office.tap(case, who, REJECT, sign=f"Да: {REJECT[:5]}")
    case.tapped = await office.tap(case, who, f"Да: {REJECT[:5]}", sign=f"✅ {REJECT}")
    case.seen = time.time()
    case.changes += [(STAGE, "JUNK"), (REASON, "Некорректные данные")]
    case.comments.append(said(REJECT, who))
    case.shows = (who.chat, f"✅ {REJECT}")


async def source_found(office: Office, case: Case) -> None:
    """The keeper is asked, takes the question on in a group, and answers; then the manager takes the lead.

    A referral chosen before is overruled.
    """
    who = case.manager
    if office.chance.random() < 0.5:
        await office.tap(case, who, REFERRAL, sign=f"✅ {REFERRAL}")
        case.changes.append((SOURCE, "RECOMMENDATION"))
        case.comments.append(said(REFERRAL, who))
    await office.tap(case, who, UNKNOWN, sign="Источник выясняется")
    case.comments.append(said(UNKNOWN, who))
    name, code = office.chance.choice(SOURCES)
    if office.keepers != ANGELINA_LEBEDEVA.chat:
        held = f"Решает: {ANGELINA_LEBEDEVA.name}"
        await office.tap(case, ANGELINA_LEBEDEVA, LOCK, chat=office.keepers, sign=held)
    await office.tap(case, ANGELINA_LEBEDEVA, name, chat=office.keepers, sign=f"Источник: {name}")
    case.changes.append((SOURCE, code))
    case.comments.append(f"Источник: {name} – ответ: {ANGELINA_LEBEDEVA.name}, через «Пять минут»")
    await office.see(case, who.chat, "источник найден")
    await take(office, case, who)


async def handed_over(office: Office, case: Case) -> None:
    """The supervisor gives the late lead to another manager, who takes it."""
    chat = office.supervisors
    await office.see(case, case.manager.chat, "Заявка с сайта")
    await office.tap(case, VERA_KLIMOVA, "Передать", chat=chat, sign=TIMUR_SADYKOV.name)
    given = await office.tap(case, VERA_KLIMOVA, TIMUR_SADYKOV.name, chat=chat)
    case.given = (given, None)
    case.cards.add(TIMUR_SADYKOV.chat)
    case.changes.append((MANAGER, str(TIMUR_SADYKOV.id)))
    case.comments.append(f"Ответственный теперь {TIMUR_SADYKOV.name} – решение: {said('', VERA_KLIMOVA)[3:]}")
    case.tapped = await office.tap(case, TIMUR_SADYKOV, TAKE, sign=f"✅ {TAKE}")
    case.given = (given, time.time())
    case.changes.append(IN_WORK)
    case.comments.append(said(TAKE, TIMUR_SADYKOV))
    case.shows = (TIMUR_SADYKOV.chat, f"✅ {TAKE}")


async def handled_in_portal(office: Office, case: Case) -> None:
    """The manager works in Bitrix24 itself: the card says so."""
    await office.see(case, case.manager.chat, "Заявка с сайта")
    office.trace.say(f"-> {case.name} is taken in the portal")
    office.portal.events.drop = office.chance.choice((0, 1))
    case.tapped = time.time()
    office.portal.update_lead(case.lead_id, case.manager.id, stageId="IN_PROCESS")
    await office.see(case, case.manager.chat, "Взят в Битрикс24")
    case.seen = time.time()
    case.shows = (case.manager.chat, "Взят в Битрикс24")


async def reassigned(office: Office, case: Case) -> None:
    """Somebody changes the responsible person in Bitrix24: the new one gets a fresh card, and takes the lead."""
    await office.see(case, case.manager.chat, "Заявка с сайта")
    office.trace.say(f"-> {case.name} is reassigned in the portal")
    case.cards.add(TIMUR_SADYKOV.chat)
    office.portal.update_lead(case.lead_id, VERA_KLIMOVA.id, assignedById=TIMUR_SADYKOV.id)
    case.tapped = await office.tap(case, TIMUR_SADYKOV, TAKE, sign=f"✅ {TAKE}")
    case.seen = time.time()
    case.changes.append(IN_WORK)
    case.comments.append(said(TAKE, TIMUR_SADYKOV))
    case.shows = (TIMUR_SADYKOV.chat, f"✅ {TAKE}")


async def added_by_hand(office: Office, case: Case) -> None:
    """The manager adds the lead in the chat: one comes into being, whatever dies on the way; then it is taken."""
    who = case.manager
    for words, asked in (
        ("/new", "Как зовут клиента?"),
        (case.name, "Какой у клиента телефон?"),
        (f"+7999001{office.chance.randrange(10_000):04}", "Откуда клиент о нас узнал?"),
        ("вк", ""),
    ):
        office.say(who, words)
        await office.until(f"{case.name}: «{asked}»", lambda asked=asked: office.asked(who.chat, asked))  # type: ignore[misc]
    await office.until(f"{case.name} is in the portal", lambda: office.found(case), CREATED)
    case.comments.append(said("Лид добавлен вручную", who))
    await take(office, case, who)


async def take(office: Office, case: Case, who: Employee) -> None:
    """The plain end of a story."""
    case.tapped = await office.tap(case, who, TAKE, sign=f"✅ {TAKE}")
    case.seen = time.time()
    case.changes.append(IN_WORK)
    case.comments.append(said(TAKE, who))
    case.shows = (who.chat, f"✅ {TAKE}")


STORIES: tuple[Story, ...] = (
    untouched,
    no_answer,
    referral_undone,
    referrer_told,
    taken_undone,
    rejected,
    source_found,
    handed_over,
    handled_in_portal,
    reassigned,
    added_by_hand,
)
