"""Somebody says where a lead came from; what is in no list goes to the editors, never as a wrong source."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from services.domain import access
from services.domain.amendments import Kind, mark_of_unlisted
from services.domain.decision import (
    Comment,
    Decision,
    Effect,
    PassTicket,
    Record,
    Redraw,
    Refusal,
    RememberChoice,
    Suggest,
    WithdrawTicket,
    Write,
)
from services.domain.flow.act import not_now
from services.domain.gateways import Term
from services.domain.lead import SOURCE, Lead, Phase
from services.domain.people import Person
from services.domain.regulation import Action, Regulation


def name_source(
    lead: Lead, source: Term, action: Action, person: Person, rules: Regulation, now: datetime
) -> Decision | Refusal:
    """The manager has found out: written at once, and can be taken back (OP10-01, OP10-20)."""
    refusal = access.to_act(person, lead) or not_now(lead, action)
    if refusal:
        return refusal
    named, effects = put_source(lead, source, action.code, "source_named", {"source": source.name}, rules, now)
    return Decision(replace(named, source_said=source.code, done=lead.done | {action.code}), effects)


def put_source(
    lead: Lead, source: Term, choice: str, kind: str, told: Mapping[str, str], rules: Regulation, now: datetime
) -> tuple[Lead, tuple[Effect, ...]]:
    """The lead with another source, as a choice that can be taken back; `kind` names the line and the comment."""
    chosen, changes = lead.choosing({SOURCE: source.code})
    effects: list[Effect] = [RememberChoice(choice, lead, changes, now + rules.undo), WithdrawTicket()]
    if changes:
        effects.append(Write(changes))
    effects += [Comment(f"comment-{kind.replace('_', '-')}", args=told), Record(kind, told), Redraw()]
    return replace(chosen, version=lead.version + 1), tuple(effects)


def name_unlisted(lead: Lead, said: str, person: Person, rules: Regulation) -> Decision | Refusal:
    """A source that the portal lacks: the timeline tells of it, and the editors decide (OP10-21)."""
    refusal = access.to_answer_tickets(person) and access.to_act(person, lead)
    if refusal is None and lead.phase is Phase.GONE:
        refusal = Refusal("gone")
    if refusal:
        return refusal
    effects = (
        PassTicket(said),
        Suggest(Kind.UNLISTED, said, mark_of_unlisted(said, rules), rules.editors),
        Comment("comment-source-unlisted", args={"said": said}),
        Record("source_unlisted", {"said": said}),
        Redraw(),
    )
    return Decision(replace(lead, version=lead.version + 1), effects)
