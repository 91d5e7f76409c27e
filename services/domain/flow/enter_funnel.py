"""A lead turns out to come from an event: it enters the event's funnel (NL-16)."""

from dataclasses import replace
from datetime import datetime

from services.domain.decision import Decision, Effect, Record, Redraw, StartClock
from services.domain.funnels import Funnel, funnel_of
from services.domain.lead import Phase
from services.domain.regulation import Regulation


def entered(decision: Decision, before: Phase | None, rules: Regulation, now: datetime) -> Decision:
    """A lead that was just read, in its funnel; `before`: the phase it had, None for one never heard of.

    It stays in the funnel whatever its title or source become later. Put back among the new it begins anew.
    """
    lead = decision.lead
    if not lead.open:
        return decision
    known = rules.funnel(lead.funnel)
    anew = known is not None and lead.phase is Phase.NEW and before not in (None, Phase.NEW)
    funnel = known or funnel_of(lead.portal, rules.funnels)
    if funnel is None or (known and not anew):
        return decision
    effects = (*decision.effects, *_started(funnel, rules, now))
    if anew:
        return Decision(lead, effects)
    told = Record("entered_funnel", {"funnel": funnel.title})
    shown = () if before is None else (Redraw(),)
    return Decision(replace(lead, funnel=funnel.code), (*effects, told, *shown))


def _started(funnel: Funnel, rules: Regulation, now: datetime) -> list[Effect]:
    return [StartClock(clock, now) for code in funnel.starts if (clock := rules.clock(code))]
