"""A supervisor gives a lead to somebody together with all others of its client (LL-29)."""

from datetime import datetime

from services.domain import access
from services.domain.decision import Decision, Redraw, Refusal, Write
from services.domain.flow.hand_over import hand_over, handed
from services.domain.lead import MANAGER, Lead, Phase
from services.domain.people import Person
from services.domain.regulation import Regulation


def hand_along(
    lead: Lead, to: Person, by: Person, rules: Regulation, now: datetime, *, ladder_over: bool
) -> Decision | Refusal | None:
    """An open lead is handed over as any other; one that ended changes hands quietly. None: nothing to do."""
    if refusal := access.to_supervise(by):
        return refusal
    if to.bitrix_id is None or lead.phase is Phase.GONE or lead.portal.manager_id == to.bitrix_id:
        return None
    if lead.open:
        return hand_over(lead, to, by, rules, now, ladder_over=ladder_over)
    given, changes = lead.choosing({MANAGER: str(to.bitrix_id)})
    return Decision(given, (Write(changes), handed(lead, to), Redraw()))
