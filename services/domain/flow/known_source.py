"""Whether it is known where a lead came from: what is handed on has to say so (OP10-20, OP10-29)."""

from services.domain.decision import Refusal
from services.domain.flow.repair_source import in_doubt
from services.domain.lead import Lead
from services.domain.regulation import Action, Regulation

NO_SOURCE, UNCONFIRMED = "needs-source", "source-unconfirmed"  # why an action waits for the source


def needs_source(lead: Lead, action: Action, rules: Regulation) -> Refusal | None:
    """Why the action has to wait: it needs a source, and the lead's is empty, in doubt or not confirmed."""
    if not action.needs_source or source_known(lead, rules):
        return None
    return Refusal(UNCONFIRMED if lead.unconfirmed else NO_SOURCE)


def source_known(lead: Lead, rules: Regulation) -> bool:
    """Whether the lead says where it came from, and nobody doubts it."""
    known = bool(lead.portal.source) and lead.portal.source not in rules.no_source
    return known and not lead.unconfirmed and in_doubt(lead, rules) is None
