"""What the regulation measures, noted down where it happens: reports count it later (NL-20, NL-21)."""

from datetime import datetime

from services.domain.lead import Lead
from services.domain.regulation import Action, Regulation


def first_call(lead: Lead, action: Action, rules: Regulation, now: datetime) -> dict[str, object]:
    """`called_after`: seconds from the lead's arrival to the first call that was told of; nothing for any later one."""
    before = (done for code in lead.done if (done := rules.action(code)))
    if not _is_call(action) or any(map(_is_call, before)):
        return {}
    return {"called_after": _seconds(lead, now)}


def left(lead: Lead, stage: str, rules: Regulation, at: datetime) -> dict[str, object]:
    """`left`: the new stage that the lead leaves for `stage`, and `stayed`: how many seconds it was there."""
    if lead.portal.stage not in rules.new_stages or stage in rules.new_stages:
        return {}
    return {"left": lead.portal.stage, "stayed": _seconds(lead, at)}


def _is_call(action: Action) -> bool:
    return action.counts_attempt > 0 or action.reached


def _seconds(lead: Lead, at: datetime) -> float:
    """Never below zero: the portal's clock and ours are two."""
    return max(0.0, round((at - lead.entered_at).total_seconds(), 1))
