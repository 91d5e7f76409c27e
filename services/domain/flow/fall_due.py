"""A rung of a clock is due."""

from datetime import datetime

from services.domain.consultation import Consultation
from services.domain.decision import (
    AskAgain,
    Decision,
    Effect,
    Escalate,
    Record,
    Redraw,
    Remind,
    RemindConsultation,
    StartClock,
    Why,
)
from services.domain.flow.receive import hand_reason
from services.domain.lead import Lead, Phase, Semantics
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET, Audience, Clock, Regulation


def fall_due(
    lead: Lead,
    clock: Clock,
    rung: int,
    manager: Person | None,
    now: datetime,
    consultation: Consultation | None = None,
) -> Decision | None:
    """What the rung says; None when nobody needs to hear it any more (NL-06). A daily clock goes on (OP10-32).

    `consultation`: the lead's, when the clock is about it and it has not ended.
    """
    if not _wanted(lead, clock, consultation):
        return None
    audience = clock.ladder[rung].audience
    if clock.code == SOURCE_TICKET or audience in (Audience.KEEPER, Audience.DEPUTY):
        return Decision(lead, (Record("fell_due", {"clock": clock.code, "rung": rung}), AskAgain(audience, rung)))
    manager_id = lead.portal.manager_id
    told = Record("fell_due", {"clock": clock.code, "rung": rung})
    again = (StartClock(clock, now),) if clock.daily else ()
    if audience in (Audience.SUPERVISORS, Audience.HEAD, Audience.DUTY, Audience.NEXT):
        return Decision(lead, (told, Escalate(Why.LATE, rung, clock.code, audience), *again, Redraw()))
    why = hand_reason(manager_id, manager)
    effects: list[Effect] = [told] if why is None else [told, Escalate(why, rung, clock.code)]
    if clock.counts_down and consultation:
        both = audience is Audience.PARTICIPANTS
        people = [*([manager_id] if why is None else []), *([consultation.with_id] if both else [])]
        effects.append(RemindConsultation(tuple(dict.fromkeys(people)), rung, clock.code))
    elif why is None:
        effects.append(Remind(manager_id, rung, clock.code))
    return Decision(lead, (*effects, *again, Redraw()))


def over(lead: Lead, clock: str, rules: Regulation, *, consults: bool) -> bool:
    """Whether nobody needs to hear any more of what it said; `consults`: a consultation has not ended."""
    if clock in rules.untaken:
        return lead.phase is not Phase.NEW
    about = consults and clock in rules.consultation_clocks
    return not lead.open and not (about and lead.portal.semantics is Semantics.SUCCESS)


def _wanted(lead: Lead, clock: Clock, consultation: Consultation | None) -> bool:
    if clock.code == FIRST_TOUCH or clock.while_new:
        return lead.phase is Phase.NEW
    if clock.counts_down and consultation is None:
        return False
    return lead.open or (consultation is not None and lead.portal.semantics is Semantics.SUCCESS)
