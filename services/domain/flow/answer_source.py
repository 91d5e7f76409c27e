"""The keeper says where a lead came from."""

from dataclasses import replace

from services.domain import access
from services.domain.amendments import Kind
from services.domain.decision import Comment, Decision, Effect, Record, Redraw, Refusal, StopClocks, Suggest, Write
from services.domain.gateways import Term
from services.domain.lead import SOURCE, Lead, Phase
from services.domain.origins import Origin
from services.domain.people import Person
from services.domain.regulation import SOURCE_TICKET, Regulation


def answer_source(
    lead: Lead, source: Term, person: Person, rules: Regulation, origin: Origin | None = None
) -> Decision | Refusal:
    """Write the source that the keeper picked; `origin`: what the next such lead is to be recognised by (OP10-22)."""
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
        StopClocks(frozenset({SOURCE_TICKET})),
        *_remember(lead, source, rules, origin),
        Redraw(),
    ]
    return Decision(replace(chosen, version=lead.version + 1, source_said=source.code), tuple(effects))


def settle_source(lead: Lead, source: Term, said: str, rules: Regulation, origin: Origin | None) -> Decision | None:
    """What somebody named and the portal lacked is in its list by now; None when there is nothing to write to."""
    if lead.phase is Phase.GONE:
        return None
    chosen, changes = lead.choosing({SOURCE: source.code})
    effects: list[Effect] = [Write(changes)] if changes else []
    effects += [
        Comment("comment-source-settled", args={"source": source.name, "said": said}),
        Record("source_settled", {"source": source.name}),
        *_remember(lead, source, rules, origin),
        Redraw(),
    ]
    return Decision(replace(chosen, version=lead.version + 1, source_said=source.code), tuple(effects))


def _remember(lead: Lead, source: Term, rules: Regulation, origin: Origin | None) -> list[Effect]:
    """The answer as a rule that an editor may confirm; what is in force already needs no suggestion."""
    known = rules.repair.learned.get(origin.mark) if origin else None
    if origin is None or (known and known.sure and known.source == source):
        return []
    instead_of, line = lead.portal.source, origin.line
    return [Suggest(Kind.ORIGIN, line, origin.mark, rules.editors, source.code, instead_of, line)]
