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
    deal = {"deal": row.made[Part.DEAL]}
    comment, told = Comment("comment-converted", row.title, deal), {"title": row.title, **deal}
    if not lead.open:
        return Decision(lead, (comment, Record("converted", told), Redraw()))
    picked, changes = lead.choosing({STAGE: conversion.stage})
    portal = replace(picked.portal, semantics=Semantics.SUCCESS)
    after = replace(picked, portal=portal, phase=Phase.CLOSED, version=lead.version + 1)
    effects: list[Effect] = [*moved_on(after, lead.portal, rules), stopped(after, rules), WithdrawTicket()]
    if changes:
        effects.append(Write(changes))
    measured = left(lead, conversion.stage, rules, now)
    return Decision(after, (*effects, comment, Record("converted", {**told, **measured}), Redraw()))
