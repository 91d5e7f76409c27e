"""What a supervisor decides about somebody's lead, from a message as from a page; in the caller's transaction."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.domain import access
from services.domain.decision import Decision, Record, Redraw, Refusal, Remind, Why
from services.domain.flow.hand_over import hand_over
from services.domain.flow.receive import hand_reason
from services.domain.lead import Lead, Phase
from services.domain.people import Person, Role
from services.domain.regulation import FIRST_TOUCH, Regulation
from services.storage import deadlines_store, history_store

REMINDED = "reminded_again"  # in the history
SAME = timedelta(minutes=1)  # the same request by the same person within this time is the same request


async def handed_over(
    conn: AsyncConnection, lead: Lead, to_id: int, by: Person, rules: Regulation, now: datetime
) -> Decision | Refusal:
    """Give the lead to a connected manager."""
    to = (await attendance.people_now(conn, now)).get(to_id)
    if to is None or not to.has(Role.MANAGER):
        return access.to_supervise(by) or Refusal("stale")
    over = await deadlines_store.exhausted(conn, lead.id, FIRST_TOUCH)
    return hand_over(lead, to, by, rules, now, ladder_over=over)


async def reminded(conn: AsyncConnection, lead: Lead, by: Person, now: datetime) -> Decision | Refusal:
    """Remind the responsible manager once more."""
    if refusal := access.to_supervise(by):
        return refusal
    if lead.phase is not Phase.NEW:
        return Refusal("acted-already")
    manager = await attendance.person_now(conn, lead.portal.manager_id, now)
    if why := hand_reason(lead.portal.manager_id, manager):
        return Refusal("not-here" if why is Why.ABSENT else "not-connected", {"name": manager.name if manager else ""})
    if await history_store.happened(conn, lead.id, REMINDED, now - SAME, by.id):
        return Refusal("repeated")
    again = Remind(lead.portal.manager_id, rung=-1)
    return Decision(lead, (again, Record(REMINDED), Redraw()))
