"""A supervisor gives a lead to somebody else, or takes it."""

from dataclasses import replace
from datetime import datetime

from services.domain import access
from services.domain.decision import (
    Comment,
    Decision,
    Effect,
    Record,
    Redraw,
    Refusal,
    RememberChoice,
    SendCard,
    StartClock,
    StopClocks,
    Write,
)
from services.domain.flow.act import act
from services.domain.lead import MANAGER, STAGE, Change, Lead, Phase
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, Action, Regulation


def hand_over(
    lead: Lead, to: Person, by: Person, rules: Regulation, now: datetime, *, ladder_over: bool
) -> Decision | Refusal:
    """Make `to` responsible in the portal; the new manager gets a card, and a clock when the old one has run out."""
    refusal = access.to_supervise(by) or _refuse(lead, to)
    if refusal is None and to.absent:
        refusal = Refusal("not-here", {"name": to.name})
    if refusal is None and lead.portal.manager_id == to.bitrix_id:  # tapped twice, or on a list that is out of date
        refusal = Refusal("theirs-already", {"name": to.name})
    if refusal:
        return refusal
    given, changes = _give(lead, to)
    effects: list[Effect] = [Write(changes)]
    if ladder_over and lead.phase is Phase.NEW and (clock := rules.clock_of(FIRST_TOUCH, lead)):
        effects.append(StartClock(clock, now))
    effects += [
        Comment("comment-handed-over", args={"to": to.name}),
        handed(lead, to),
        SendCard(given.portal.manager_id),
        Redraw(),
    ]
    return Decision(given, tuple(effects))


def take(lead: Lead, by: Person, rules: Regulation, now: datetime) -> Decision | Refusal:
    """The supervisor becomes responsible, and the lead counts as taken."""
    refusal = access.to_supervise(by) or _refuse(lead, by)
    if refusal:
        return refusal
    given, changes = _give(lead, by)
    effects: tuple[Effect, ...] = (Write(changes),) if changes else ()
    card = SendCard(given.portal.manager_id)
    taking = next((action for action in rules.actions if _only_takes(action)), None)
    taken = act(given, taking, by, rules, now) if taking and lead.phase in taking.phases else None
    if isinstance(taken, Decision):
        told = (_both(effect, lead, given, changes) for effect in taken.effects)
        return Decision(taken.lead, (*effects, *told, card))
    if lead.phase is Phase.NEW:  # the regulation has no such button
        given = replace(given, phase=Phase.TAKEN, taken_by=by.bitrix_id, taken_at=now)
        effects = (*effects, StopClocks())
    return Decision(given, (*effects, handed(lead, by), card, Redraw()))


def handed(lead: Lead, to: Person) -> Record:
    """The line of history; `from_id`: whose lead it was, by portal id."""
    return Record("handed_over", {"to": to.name, "from_id": lead.portal.manager_id})


def _both(effect: Effect, lead: Lead, given: Lead, changes: dict[str, Change]) -> Effect:
    """An undo gives the lead back to whoever had it, too."""
    if isinstance(effect, RememberChoice):
        return replace(effect, before=replace(lead, version=given.version), changes={**changes, **effect.changes})
    if isinstance(effect, Record) and changes:
        return replace(effect, data={**effect.data, "from_id": lead.portal.manager_id})
    return effect


def _only_takes(action: Action) -> bool:
    """Whether the action takes a lead and says nothing else of it."""
    told = (
        action.closes or action.counts_attempt or action.reached or action.asks or action.asks_source or action.funnels
    )
    return action.takes and not (told or action.fields.keys() - {STAGE})


def _refuse(lead: Lead, to: Person) -> Refusal | None:
    if lead.phase is Phase.GONE:
        return Refusal("gone")
    if not lead.open:
        return Refusal("closed")
    if to.bitrix_id is None or not to.reachable:
        return Refusal("not-connected", {"name": to.name})
    if lead.portal.manager_id == to.bitrix_id and lead.phase is not Phase.NEW:
        return Refusal("theirs-already", {"name": to.name})
    return None


def _give(lead: Lead, to: Person) -> tuple[Lead, dict[str, Change]]:
    given, changes = lead.choosing({MANAGER: str(to.bitrix_id)})
    return replace(given, version=lead.version + 1), changes
