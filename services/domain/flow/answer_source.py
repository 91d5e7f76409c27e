"""The keeper says where a lead came from."""

from dataclasses import replace

from services.domain import access
from services.domain.decision import Comment, Decision, Effect, Record, Redraw, Refusal, Write
from services.domain.gateways import Term
from services.domain.lead import SOURCE, Lead, Phase
from services.domain.people import Person


def answer_source(lead: Lead, source: Term, person: Person) -> Decision | Refusal:
    """Write the source that the keeper picked (OP10-22)."""
    refusal = access.to_answer_tickets(person)
    if refusal is None and lead.phase is Phase.GONE:
        refusal = Refusal("gone")
    if refusal:
        return refusal
    chosen, changes = lead.choosing({SOURCE: source.code})
    effects: list[Effect] = [Write(changes)] if changes else []
    effects += [
        Comment("comment-source-answered", args={"source": source.name}),
        Record("source_answered", {"source": source.name}),
        Redraw(),
    ]
    return Decision(replace(chosen, version=lead.version + 1, source_said=source.code), tuple(effects))
