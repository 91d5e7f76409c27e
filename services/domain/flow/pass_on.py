"""The end of a shift: what somebody has in hand goes to a colleague, as one list."""

from dataclasses import replace

from services.domain.absence import may_stand_in
from services.domain.decision import Comment, Decision, Redraw, Refusal, Write
from services.domain.flow.hand_over import handed
from services.domain.lead import MANAGER, Lead
from services.domain.people import Person


def pass_on(lead: Lead, by: Person, to: Person) -> Decision | Refusal:
    """One's own open lead; the colleague gets a list of them, not a card for each."""
    if not may_stand_in(to):
        return Refusal("not-here", {"name": to.name})
    if not lead.open or not by.bitrix_id or lead.portal.manager_id != by.bitrix_id:
        return Refusal("not-yours")
    given, changes = lead.choosing({MANAGER: str(to.bitrix_id)})
    told = {"to": to.name}
    effects = (Write(changes), Comment("comment-handed-over", args=told), handed(lead, to), Redraw())
    return Decision(replace(given, version=lead.version + 1), effects)
