"""A lead came with a source that nobody believes: what its comment says is put in its place (OP10-09, OP10-15)."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.domain import access
from services.domain.decision import Decision, Refusal
from services.domain.flow.act import not_now
from services.domain.flow.name_source import put_source
from services.domain.gateways import Term
from services.domain.lead import Lead, PortalLead
from services.domain.names import fold
from services.domain.origins import origin_of
from services.domain.people import Person
from services.domain.regulation import Regulation
from services.domain.repair import REPAIR, Repair
from services.domain.source_hints import read_source


@dataclass(frozen=True, slots=True)
class Doubt:
    """`line` of the comment that names the channel, "" when none does; `source`: the portal's own for that channel.

    `by_itself`: it is put right without anybody's tap. `learned`: people have said so of this very origin.
    """

    line: str = ""
    source: Term | None = None
    by_itself: bool = False
    learned: bool = False


def in_doubt(lead: Lead, rules: Regulation) -> Doubt | None:
    """None when the source is right: not a doubtful one, named by a person, or what the comment says."""
    portal, repair = lead.portal, rules.repair
    if not lead.open or (portal.source and portal.source == lead.source_said):
        return None
    suspicious = portal.source in repair.sources or any(word in fold(portal.title) for word in repair.words)
    doubt = _learned(portal, repair, suspicious) or (_told(portal, rules) if suspicious else None)
    right = doubt is not None and doubt.source is not None and doubt.source.code == portal.source
    return None if right else doubt


def _learned(portal: PortalLead, repair: Repair, suspicious: bool) -> Doubt | None:
    """What the keeper has said of the landing page, bot, group or account that the comment names."""
    origin = origin_of(portal.comments, repair) if repair.learned else None
    known = repair.learned.get(origin.mark) if origin else None
    if origin is None or known is None:
        return None
    if not (suspicious or not portal.source or portal.source in known.instead_of):
        return None
    return Doubt(origin.line, known.source, known.sure, learned=True)


def _told(portal: PortalLead, rules: Regulation) -> Doubt:
    hint = read_source(portal.comments, rules.repair, rules.spoken)
    return Doubt(hint.line, hint.source, rules.repair.autofix)


def known_already(lead: Lead, rules: Regulation) -> Refusal | None:
    """Of each origin it is asked once: what was answered is offered on the card."""
    doubt = in_doubt(lead, rules)
    if doubt is None or not doubt.learned or doubt.source is None:
        return None
    return Refusal("source-known", {"source": doubt.source.name})


def repair_source(lead: Lead, source: Term, person: Person, rules: Regulation, now: datetime) -> Decision | Refusal:
    """Somebody agrees with the comment; `source` is the one that was offered."""
    choice = rules.chosen(REPAIR)
    refusal = access.to_act(person, lead) or (not_now(lead, choice) if choice else Refusal("stale"))
    if refusal:
        return refusal
    doubt = in_doubt(lead, rules)
    if doubt is None or doubt.source != source:
        return Refusal("stale" if doubt else "source-settled")
    told = {"source": source.name, "line": doubt.line}
    repaired, effects = put_source(lead, source, REPAIR, "source_repaired", told, rules, now)
    return Decision(replace(repaired, source_said=source.code), effects)


def autofixed(decision: Decision, rules: Regulation, now: datetime) -> Decision:
    """A lead that was just received, with its source put right at once where the regulation or an editor said so.

    Only while nobody has chosen anything: what was taken back is not done again.
    """
    lead = decision.lead
    doubt = in_doubt(lead, rules) if lead.version == 0 else None
    if doubt is None or doubt.source is None or not doubt.by_itself:
        return decision
    told = {"source": doubt.source.name, "line": doubt.line}
    repaired, effects = put_source(lead, doubt.source, REPAIR, "source_autofixed", told, rules, now)
    return Decision(repaired, (*decision.effects, *effects))
