"""A lead that a manager added in the chat is created in the portal, and from there comes to us as any other."""

from dataclasses import replace

from services.domain.amendments import Kind, mark_of_unlisted
from services.domain.decision import Decision, Effect, PassTicket, Record, Suggest
from services.domain.gateways import NewLead
from services.domain.manual_lead import Adding, ManualLead, Told
from services.domain.regulation import Regulation


def new_lead(manual: ManualLead, rules: Regulation) -> NewLead:
    """What the portal is asked to create; the regulation's source stands where none was named (OP10-19)."""
    told = manual.told
    # The regulation may have changed since the manager was asked: what was told is not lost for that.
    adding = rules.adding or Adding(title=told.name, stage=min(rules.new_stages))
    return NewLead(
        origin=manual.origin,
        title=adding.title,
        name=told.name,
        phone=told.phone,
        stage=adding.stage,
        source=told.source or adding.source,
        manager_id=told.manager_id,
        comments=told.text,
    )


def added_by_hand(decision: Decision, told: Told, rules: Regulation) -> Decision:
    """The lead as it was read, remembered as added by hand; its source counts as named only if the manager named it.

    A source that was named and that the portal lacks goes to the editors (OP10-21).
    """
    lead = decision.lead
    if lead.by_hand:
        return decision
    named = told.source if told.source == lead.portal.source else ""
    lead = replace(lead, by_hand=True, source_said=lead.source_said or named)
    effects: list[Effect] = [*decision.effects, Record("added_by_hand")]
    if told.unlisted:
        said = told.unlisted
        effects += [PassTicket(said), Suggest(Kind.UNLISTED, said, mark_of_unlisted(said, rules), rules.editors)]
    return Decision(lead, tuple(effects))
