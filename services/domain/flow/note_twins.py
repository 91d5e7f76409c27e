"""A lead goes to people together with its twins: whoever else has its phone or e-mail (NL-07)."""

from dataclasses import replace
from datetime import datetime

from services.domain.client import lookup_keys
from services.domain.decision import Decision, Redraw
from services.domain.flow.receive import to_push
from services.domain.lead import Lead, PortalLead, Semantics
from services.domain.regulation import Regulation
from services.domain.twins import Twin

Twins = tuple[Twin, ...] | None  # None: they could not be told yet


def wants_twins(fresh: PortalLead, known: Lead | None, rules: Regulation, since: datetime | None) -> bool:
    """Whether it is to be looked up: it goes to people now, or its phones and e-mails are others than before."""
    if known is None:
        return since is not None and to_push(fresh, rules, since)
    news = known.twins is None or lookup_keys(known.portal, rules) != lookup_keys(fresh, rules)
    return news and fresh.semantics is Semantics.PROCESS


def note_twins(decision: Decision, known: Lead | None, twins: Twins) -> Decision:
    """The lead with its twins; messages that stand already are drawn anew."""
    news = known is not None and known.twins != twins and Redraw() not in decision.effects
    return Decision(replace(decision.lead, twins=twins), (*decision.effects, *((Redraw(),) if news else ())))
