"""A lead came with a source that nobody believes: what its comment says is put in its place (OP10-09, OP10-15)."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.domain import access
from services.domain.decision import Comment, Decision, Effect, Record, Redraw, Refusal, RememberChoice, Write
from services.domain.flow.act import not_now
from services.domain.gateways import Term
from services.domain.lead import SOURCE, Lead
from services.domain.names import fold
from services.domain.people import Person
from services.domain.regulation import Regulation
from services.domain.repair import REPAIR
from services.domain.source_hints import read_source


@dataclass(frozen=True, slots=True)
class Doubt:
    """`line` of the comment that names the channel, "" when none does; `source`: the portal's own for that channel."""

    line: str = ""
    source: Term | None = None


def in_doubt(lead: Lead, rules: Regulation) -> Doubt | None:
    """None when the source is right: not a doubtful one, named by a person, or what the comment says."""
    portal, repair = lead.portal, rules.repair
    suspicious = portal.source in repair.sources or any(word in fold(portal.title) for word in repair.words)
    if not lead.open or not suspicious or (portal.source and portal.source == lead.source_said):
        return None
    hint = read_source(portal.comments, repair, rules.spoken)
    if hint.source and hint.source.code == portal.source:
        return None
    return Doubt(hint.line, hint.source)


def repair_source(lead: Lead, source: Term, person: Person, rules: Regulation, now: datetime) -> Decision | Refusal:
    """Somebody agrees with the comment; `source` is the one that was offered."""
    choice = rules.chosen(REPAIR)
    refusal = access.to_act(person, lead) or (not_now(lead, choice) if choice else Refusal("stale"))
    if refusal:
        return refusal
    doubt = in_doubt(lead, rules)
    if doubt is None or doubt.source != source:
        return Refusal("stale" if doubt else "source-settled")
    repaired, effects = _repair(lead, source, doubt.line, rules, now, "source_repaired")
    return Decision(replace(repaired, source_said=source.code), effects)


def autofixed(decision: Decision, rules: Regulation, now: datetime) -> Decision:
    """A lead that was just received, with its source put right at once where the regulation says so.

    Only while nobody has chosen anything: what was taken back is not done again.
    """
    lead = decision.lead
    doubt = in_doubt(lead, rules) if rules.repair.autofix and lead.version == 0 else None
    if doubt is None or doubt.source is None:
        return decision
    repaired, effects = _repair(lead, doubt.source, doubt.line, rules, now, "source_autofixed")
    return Decision(repaired, (*decision.effects, *effects))


def _repair(
    lead: Lead, source: Term, line: str, rules: Regulation, now: datetime, kind: str
) -> tuple[Lead, tuple[Effect, ...]]:
    chosen, changes = lead.choosing({SOURCE: source.code})
    told = {"source": source.name, "line": line}
    effects = (
        RememberChoice(REPAIR, lead, changes, now + rules.undo),
        Write(changes),
        Comment(f"comment-{kind.replace('_', '-')}", args=told),
        Record(kind, told),
        Redraw(),
    )
    return replace(chosen, version=lead.version + 1), effects
