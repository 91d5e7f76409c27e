"""A consultation is booked, or gets another of the five statuses (OP10-29, OP10-31, NL-03)."""

from dataclasses import replace
from datetime import datetime

from services.domain import access
from services.domain.consultation import COMING, Consultation, Status, status_code
from services.domain.decision import (
    Book,
    ChangeConsultation,
    Comment,
    Decision,
    Effect,
    MirrorConsultation,
    Record,
    Redraw,
    Refusal,
)
from services.domain.flow.act import act, chosen, not_now
from services.domain.flow.hand_off import handed_off
from services.domain.flow.known_source import needs_source
from services.domain.lead import Lead, Semantics
from services.domain.people import Person
from services.domain.regulation import Action, Regulation
from services.domain.slots import day_words, time_words


def book(
    lead: Lead,
    action: Action,
    new: Consultation,
    person: Person,
    rules: Regulation,
    now: datetime,
    *,
    held: Consultation | None,
    turn: bool = False,
) -> Decision | Refusal:
    """Write the row and carry the action out; `held`: the lead's consultation that has not ended yet.

    `turn`: whoever is met was next in the queue of sales managers, or was taken in place of the next.
    """
    decided = act(lead, action, person, rules, now, zero=new.at)
    if isinstance(decided, Refusal):
        return decided
    if refusal := needs_source(lead, action, rules):
        return refusal
    if held:
        return Refusal("consultation-open", _when(held, rules))
    told = {**_when(new, rules), "whom": new.with_name, "note": _aside(new.note)}
    comment = Comment("comment-consultation-set", args=told)
    booked = _instead(decided, Book(new, turn), comment, "consultation_set", rules)
    return handed_off(booked, lead, action, rules)


def change(
    lead: Lead,
    row: Consultation,
    status: Status,
    person: Person,
    rules: Regulation,
    now: datetime,
    *,
    at: datetime | None = None,
    reason: str = "",
) -> Decision | Refusal:
    """Give the row another status; `at`: its new time, `reason`: why it is spoiled."""
    action = rules.chosen(status_code(status))
    if action is None or row.taken_back:
        return Refusal("stale")
    refusal = access.to_consult(person, lead, row) or not_now(lead, action)
    if refusal:
        return refusal
    if row.status is status and at is None:
        return Refusal("already", {"title": action.title, "attempts": 0})
    moment = at or row.at
    note = f"{row.note}; {reason}" if row.note and reason else reason or row.note
    changed = replace(row, status=status, at=moment, until=moment + (row.until - row.at), note=note)
    decided = chosen(lead, _within(lead, action), person, rules, now, zero=moment)
    told = {**_when(changed, rules), "whom": row.with_name, "status": action.title, "note": _aside(reason)}
    effect = ChangeConsultation(changed, row, tell=moment != row.at)
    comment = Comment("comment-consultation-changed", args=told)
    return _instead(decided, effect, comment, "consultation_changed", rules)


def meets_first(action: Action, held: Consultation | None) -> Refusal | None:
    """While a meeting is coming nobody is chased (NL-03); `held`: the lead's consultation that has not ended."""
    return Refusal("meeting-set") if action.counts_attempt and held and held.status in COMING else None


def mirrored(rules: Regulation) -> tuple[Effect, ...]:
    """What follows when a row changed and the company keeps its table in the portal as well."""
    return (MirrorConsultation(),) if rules.consulting and rules.consulting.mirror else ()


def _instead(decided: Decision, effect: Effect, comment: Comment, kind: str, rules: Regulation) -> Decision:
    """What the action leads to, told as what became of the consultation."""
    rest = [each for each in decided.effects if not isinstance(each, Comment | Record | Redraw)]
    return Decision(decided.lead, (*rest, effect, *mirrored(rules), comment, Record(kind, comment.args), Redraw()))


def _within(lead: Lead, action: Action) -> Action:
    """Of a lead that is closed only the register changes; a converted one may still be met."""
    if lead.open:
        return action
    starts = action.starts if lead.portal.semantics is Semantics.SUCCESS else ()
    return replace(action, fields={}, closes=False, starts=starts)


def _when(row: Consultation, rules: Regulation) -> dict[str, str]:
    return {"day": day_words(row.at, rules.zone), "time": time_words(row.at, rules.zone)}


def _aside(note: str) -> str:
    return f" ({note})" if note else ""
