"""A choice is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.domain import access
from services.domain.decision import (
    HANDED_BACK,
    Comment,
    Decision,
    Effect,
    HoldClock,
    Record,
    Redraw,
    Refusal,
    RestoreClocks,
    SendCard,
    StopClocks,
    TakeBackConsultation,
    WithdrawBonus,
    WithdrawTicket,
    Write,
)
from services.domain.flow.act import phase_after, started_by
from services.domain.flow.consult import mirrored
from services.domain.flow.event_step import with_step
from services.domain.lead import MANAGER, SOURCE, STAGE, Change, Lead, Phase, Semantics
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, Action, Regulation

NOBODY = 0  # the staff id of a choice that the assistant made by itself


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as it is remembered; `before` holds the assistant's own side of the lead."""

    id: int
    lead_id: int
    staff_id: int
    action: str
    version: int
    undo_until: datetime
    phase: Phase
    attempts: int
    taken_by: int | None
    taken_at: datetime | None
    changes: Mapping[str, Change]
    undone: bool = False
    source_said: str = ""
    done: frozenset[str] = frozenset()
    reached: bool = False


def undo(lead: Lead, choice: Choice, person: Person, rules: Regulation, now: datetime) -> Decision | Refusal:
    """Put back what stood there before, except what somebody changed since."""
    action = rules.chosen(choice.action)
    if action:
        action = with_step(action, lead, choice.done, rules)
    refusal = _refuse(lead, choice, action, person, now) or _moved_since(lead, choice, action)
    if refusal:
        return refusal
    back = {
        name: change.before
        for name, change in choice.changes.items()
        if lead.portal.fields.get(name, "") == change.after
    }
    restored, changes = lead.choosing(back)
    after = replace(
        restored,
        portal=replace(restored.portal, semantics=_semantics(restored, action)),
        phase=choice.phase,
        version=lead.version + 1,
        attempts=choice.attempts,
        taken_by=choice.taken_by,
        taken_at=choice.taken_at,
        source_said=choice.source_said,
        done=choice.done,
        reached=choice.reached,
    )
    title = action.title if action else choice.action
    started = frozenset(started_by(action)) if action else frozenset()
    effects: list[Effect] = [StopClocks(started)] if started else []
    if action and action.holds:
        effects.append(HoldClock(FIRST_TOUCH, -action.holds))
    effects.append(RestoreClocks(choice.id))
    if action and action.needs_source:
        effects.append(Record(HANDED_BACK))
    if action and action.asks_source:
        effects.append(WithdrawTicket())
    if action and action.asks_referrer and choice.source_said != action.fields.get(SOURCE):
        effects.append(WithdrawBonus())  # it had not been a referral before
    if action and action.on_register:
        effects += [TakeBackConsultation(choice.id), *mirrored(rules)]
    if changes:
        effects.append(Write(changes))
    if MANAGER in changes:
        effects.append(SendCard(after.portal.manager_id))
    effects += [Comment("comment-undone", text=title), Record("undone", {"title": title}), Redraw()]
    return Decision(after, tuple(effects))


def _refuse(lead: Lead, choice: Choice, action: Action | None, person: Person, now: datetime) -> Refusal | None:
    mine = choice.staff_id == person.id and action is not None and action.on_register
    refusal = None if mine and person.active else access.to_act(person, lead)  # whom the client meets has no lead
    if refusal is None and choice.staff_id not in (NOBODY, person.id):
        refusal = access.to_supervise(person)
    if refusal:
        return refusal
    if choice.undone:
        return Refusal("undone-already")
    if now > choice.undo_until:
        return Refusal("undo-late")
    if lead.phase is Phase.GONE:
        return Refusal("gone")
    if lead.version != choice.version + 1:
        return Refusal("acted-since")
    return None


def _semantics(lead: Lead, action: Action | None) -> Semantics:
    """A choice that did not close the lead left the portal's meaning of its stage alone."""
    return lead.portal.semantics if action and action.on_register and not action.closes else Semantics.PROCESS


def _moved_since(lead: Lead, choice: Choice, action: Action | None) -> Refusal | None:
    """Somebody moved the lead in the portal after the choice: where it stands is theirs to say."""
    stage = choice.changes.get(STAGE)
    moved = stage is not None and lead.portal.stage != stage.after
    if moved or (action and lead.phase is not phase_after(choice.phase, action)):
        return Refusal("acted-since")
    return None
