"""A lead was converted: what it became stands in the portal, now it ends (RB-31)."""

from dataclasses import replace
from datetime import datetime

from services.domain.conversion import Conversion, Converting, Part
from services.domain.decision import Comment, Decision, Effect, Record, Redraw, WithdrawTicket, Write
from services.domain.flow.hand_off import moved_on
from services.domain.flow.measure import left
from services.domain.flow.receive import stopped
from services.domain.lead import STAGE, Lead, Phase, Semantics
from services.domain.regulation import Regulation


def converted(lead: Lead, row: Converting, conversion: Conversion, rules: Regulation, now: datetime) -> Decision:
    """The lead goes to its last stage; one that somebody ended meanwhile stays where it is."""
    variant = conversion.variant(row.variant)
    rejects = variant.rejects if variant else {}
    deal = {"deal": row.made[Part.DEAL]} if Part.DEAL in row.made else {}
    comment = Comment("comment-converted" if deal else "comment-action", row.title, deal or {"attempt": 0})
    told = {"title": row.title, **deal}
    if not lead.open:
        return Decision(lead, (comment, Record("converted", told), Redraw()))
    stage = (variant.stage if variant else "") or conversion.stage
    picked, changes = lead.choosing({STAGE: stage, **rejects})
    portal = replace(picked.portal, semantics=Semantics.FAILURE if rejects else Semantics.SUCCESS)
    after = replace(picked, portal=portal, phase=Phase.CLOSED, version=lead.version + 1)
    effects: list[Effect] = [*moved_on(after, lead.portal, rules), stopped(after, rules), WithdrawTicket()]
    if changes:
        effects.append(Write(changes))
    measured = left(lead, stage, rules, now)
    return Decision(after, (*effects, comment, Record("converted", {**told, **measured}), Redraw()))
