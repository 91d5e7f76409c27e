"""A rung of a clock is due."""

from datetime import datetime

from services.domain.decision import AskAgain, Decision, Effect, Escalate, Record, Redraw, Remind, StartClock, Why
from services.domain.flow.receive import hand_reason
from services.domain.lead import Lead, Phase
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET, Audience, Clock


def fall_due(lead: Lead, clock: Clock, rung: int, manager: Person | None, now: datetime) -> Decision | None:
    """What the rung says; None when nobody needs to hear it any more (NL-06). A daily clock goes on (OP10-32)."""
    if not lead.open or (clock.code == FIRST_TOUCH and lead.phase is not Phase.NEW):
        return None
    audience = clock.ladder[rung].audience
    if clock.code == SOURCE_TICKET or audience in (Audience.KEEPER, Audience.DEPUTY):
        return Decision(lead, (Record("fell_due", {"clock": clock.code, "rung": rung}), AskAgain(audience, rung)))
    manager_id = lead.portal.manager_id
    effects: list[Effect] = [Record("fell_due", {"clock": clock.code, "rung": rung})]
    if audience is Audience.SUPERVISORS:
        effects.append(Escalate(Why.LATE, rung, clock.code))
    elif (why := hand_reason(manager_id, manager)) is None:
        effects.append(Remind(manager_id, rung, clock.code))
    else:
        effects.append(Escalate(why, rung, clock.code))
    if clock.daily:
        effects.append(StartClock(clock, now))
    return Decision(lead, (*effects, Redraw()))
