"""Stories beside those of the kill runs: of people and leads that are not there any more."""

import time

from tests.kill.office import TIMUR_SADYKOV, VERA_KLIMOVA, Case, Office
from tests.kill.stories import (
    IN_WORK,
    MANAGER,
    STAGE,
    STORIES,
    TAKE,
    Story,
    added_by_hand,
    late,
    referrer_told,
    said,
    taken_undone,
)

GONE = "Лид удалён в Битрикс24"
LATE = "given back late"
GROWS_IMPATIENT = 3.0  # seconds after which somebody taps a lead that is not there


async def blocked(office: Office, case: Case) -> None:
    """The manager has stopped the bot: the supervisors hear of the lead and give it to somebody else."""
    chat = office.supervisors
    await office.tap(case, VERA_KLIMOVA, "Передать", chat=chat, sign=TIMUR_SADYKOV.name)
    given = await office.tap(case, VERA_KLIMOVA, TIMUR_SADYKOV.name, chat=chat)
    case.given = (given, None)
    case.cards = {TIMUR_SADYKOV.chat}
    case.changes.append((MANAGER, str(TIMUR_SADYKOV.id)))
    case.comments.append(f"Ответственный теперь {TIMUR_SADYKOV.name} – решение: {said('', VERA_KLIMOVA)[3:]}")
    case.tapped = await office.tap(case, TIMUR_SADYKOV, TAKE, sign=f"✅ {TAKE}")
    case.given = (given, time.time())
    case.changes.append(IN_WORK)
    case.comments.append(said(TAKE, TIMUR_SADYKOV))
    case.shows = (TIMUR_SADYKOV.chat, f"✅ {TAKE}")


async def deleted(office: Office, case: Case) -> None:
    """Somebody deletes the lead; when the event of it is lost, the next tap finds out."""
    who = case.manager
    await office.see(case, who.chat, "Заявка с сайта")
    office.trace.say(f"-> {case.name} is deleted in the portal")
    case.tapped = time.time()
    office.portal.delete_lead(case.lead_id)
    asked = time.time() + GROWS_IMPATIENT

    def gone() -> bool:
        nonlocal asked
        told = [each for each in office.telegram.answers.values() if each["user_id"] == who.chat]
        if any(GONE in message.plain for message in office.about(case, who.chat)) or GONE in str(told):
            return True
        if time.time() > asked and office.buttons(case, who.chat, TAKE):
            asked = time.time() + 2 * GROWS_IMPATIENT
            office.press(case, who, who.chat, TAKE)
        return False

    await office.until(f"{case.name}: «{GONE}»", gone)
    case.seen = time.time()
    if GONE not in str(office.telegram.answers):  # whoever taps a copy whose place nobody learnt is told so at once
        case.shows = (who.chat, GONE)


async def given_back(office: Office, case: Case) -> None:
    """`taken_undone`, also when that takes effect so late that the supervisors were about to hear.

    What the clock has said and Telegram has not taken yet is dropped when somebody acts; no undo brings it back.
    """
    who = case.manager
    await office.see(case, who.chat, "Заявка с сайта")
    if late(case):
        await office.see(case, office.supervisors, "лид никто не взял")
    case.tapped = await office.tap(case, who, TAKE, sign=f"Отменить: {TAKE}")
    await office.tap(case, who, f"Отменить: {TAKE}", sign=f"Отменено: {TAKE}")
    case.changes += [IN_WORK, (STAGE, "NEW")]
    case.comments += [said(TAKE, who), said(f"Отменено: {TAKE}", who)]
    case.shows = (who.chat, f"Отменено: {TAKE}")
    if late(case):
        case.story = LATE
    else:
        await office.see(case, office.supervisors, "лид никто не взял")


# Of leads that come from a form; taking back is told above.
OTHERS = tuple(each for each in STORIES if each not in (taken_undone, added_by_hand, referrer_told))
MENU: tuple[tuple[Story, int], ...] = (*((each, 3) for each in (*OTHERS, given_back)), (blocked, 2), (deleted, 2))
