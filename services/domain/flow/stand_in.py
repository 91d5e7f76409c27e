"""A lead goes to somebody else than the portal said: its manager is away, or has not answered."""

from dataclasses import replace

from services.domain.absence import Because, StandIn
from services.domain.decision import Comment, Decision, Effect, Escalate, Record, SendCard, Why, Write
from services.domain.lead import MANAGER, Lead
from services.domain.people import Person
from services.domain.regulation import Audience


def given_to_stand_in(decision: Decision, absent: Person, found: StandIn) -> Decision:
    """In place of an escalation because its manager is away, the lead goes to whoever stands in."""
    if found.person is None:
        return decision
    lead, given = give(decision.lead, absent.name, found)
    effects: list[Effect] = []
    for effect in decision.effects:
        if isinstance(effect, Escalate) and effect.why is Why.ABSENT:
            effects += given
            given = ()
        else:
            effects.append(effect)
    return Decision(lead, tuple(effects))


def passed_on(decision: Decision, audience: Audience, before: str, found: StandIn) -> Decision:
    """A rung that gives the lead away: it goes to whoever was found, else the supervisors hear that it is late."""
    lead, given = give(decision.lead, before, found)
    effects: list[Effect] = []
    for effect in decision.effects:
        if isinstance(effect, Escalate) and effect.audience is audience:
            effects += given or (replace(effect, audience=Audience.SUPERVISORS),)
        else:
            effects.append(effect)
    return Decision(lead, tuple(effects))


def gives_to(decision: Decision) -> Audience | None:
    """Whom a rung gives the lead to: who is on duty, or the next in the queue."""
    audiences = [effect.audience for effect in decision.effects if isinstance(effect, Escalate)]
    return next((each for each in audiences if each in (Audience.DUTY, Audience.NEXT)), None)


def waits_for_stand_in(decision: Decision | None) -> bool:
    """Whether a lead of somebody absent would go to the supervisors."""
    effects = decision.effects if decision else ()
    return any(isinstance(effect, Escalate) and effect.why is Why.ABSENT for effect in effects)


def give(lead: Lead, before: str, found: StandIn) -> tuple[Lead, tuple[Effect, ...]]:
    """The lead with its new manager, and what that sets off; `before`: who had it."""
    if found.person is None or found.because is Because.NOBODY:
        return lead, ()
    chosen, changes = lead.choosing({MANAGER: str(found.person.bitrix_id)})
    told = {"before": before, "to": found.person.name, "because": found.because.value}
    card = SendCard(chosen.portal.manager_id)
    effects = (
        Write(changes),
        Comment("comment-stood-in", args=told),
        Record("stood_in", {**told, "from_id": lead.portal.manager_id}),
        card,
    )
    return replace(chosen, version=lead.version + 1), effects
