"""A lead leaves the call centre: it is noted down once and for all whether its source was right then (OP10-01)."""

from dataclasses import replace

from services.domain.decision import Decision, HandOff
from services.domain.flow.known_source import source_known
from services.domain.lead import STAGE, Lead, Phase, PortalLead, Semantics
from services.domain.regulation import Action, Regulation


def handed_off(decision: Decision, before: Lead, action: Action, rules: Regulation) -> Decision:
    """The decision, and that the lead was handed off when the action says so: it needs the source for that."""
    if not action.needs_source:
        return decision
    return replace(decision, effects=(HandOff(source_known(before, rules)), *decision.effects))


def moved_on(lead: Lead, before: PortalLead, rules: Regulation) -> tuple[HandOff, ...]:
    """The same of a lead that somebody moved there in the portal; `lead`: with the source it has now."""
    if _beyond(before, rules) or not _beyond(lead.portal, rules):
        return ()
    return (HandOff(source_known(replace(lead, phase=Phase.TAKEN), rules)),)


def _beyond(portal: PortalLead, rules: Regulation) -> bool:
    """Whether it was converted, or stands where a button that hands off leads to."""
    stages = {action.fields[STAGE] for action in rules.actions if action.needs_source and STAGE in action.fields}
    return portal.semantics is Semantics.SUCCESS or portal.stage in stages
