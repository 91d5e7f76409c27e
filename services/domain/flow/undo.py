"""A choice is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.domain import access
from services.domain.decision import (
    Comment,
    Decision,
    Effect,
    Record,
    Redraw,
    Refusal,
    RestoreClocks,
    WithdrawTicket,
    Write,
)
from services.domain.lead import Change, Lead, Phase, Semantics
from services.domain.people import Person
from services.domain.regulation import Regulation


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


def undo(lead: Lead, choice: Choice, person: Person, rules: Regulation, now: datetime) -> Decision | Refusal:
    """Put back what stood there before, except what somebody changed since."""
    refusal = _refuse(lead, choice, person, now)
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
        portal=replace(restored.portal, semantics=Semantics.PROCESS),
        phase=choice.phase,
        version=lead.version + 1,
        attempts=choice.attempts,
        taken_by=choice.taken_by,
        taken_at=choice.taken_at,
    )
    action = rules.action(choice.action)
    title = action.title if action else choice.action
    effects: list[Effect] = [RestoreClocks(choice.id)]
    if action and action.asks_source:
        effects.append(WithdrawTicket())
    if changes:
        effects.append(Write(changes))
    effects += [Comment("comment-undone", text=title), Record("undone", {"title": title}), Redraw()]
    return Decision(after, tuple(effects))


def _refuse(lead: Lead, choice: Choice, person: Person, now: datetime) -> Refusal | None:
    if choice.undone:
        return Refusal("undone-already")
    if choice.staff_id != person.id and (refusal := access.to_supervise(person)):
        return refusal
    if now > choice.undo_until:
        return Refusal("undo-late")
    if lead.phase is Phase.GONE:
        return Refusal("gone")
    if lead.version != choice.version + 1:
        return Refusal("acted-since")
    return None
