"""The portal was read: a lead is new, has changed, or is gone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from services.domain.decision import (
    Decision,
    Effect,
    Escalate,
    Record,
    Redraw,
    SendCard,
    StartClock,
    StopClocks,
    Why,
    WithdrawTicket,
)
from services.domain.flow.hand_off import moved_on
from services.domain.flow.measure import left
from services.domain.flow.merge import merge
from services.domain.flow.reach import reach
from services.domain.lead import MANAGER, SOURCE, STAGE, Lead, Phase, PortalLead, Semantics
from services.domain.people import Person
from services.domain.regulation import Regulation


def receive_new(fresh: PortalLead, manager: Person | None, rules: Regulation, since: datetime) -> Decision | None:
    """A lead never heard of; None when it is not ours to push.

    Its clock counts from when it entered the stage: created there, or moved there later.
    """
    if not to_push(fresh, rules, since):
        return None
    entered_at = max(fresh.created_at, fresh.moved_at)
    lead = Lead(portal=fresh, entered_at=entered_at, edition=rules.key, digest=rules.digest)
    return Decision(lead, (*_first_touch(lead, rules, entered_at), _hand(lead, manager), Record("received")))


def to_push(fresh: PortalLead, rules: Regulation, since: datetime) -> bool:
    """Whether a lead never heard of is ours (NL-04, OP10-05); leads that entered before `since` are history."""
    new = fresh.stage in rules.new_stages and fresh.semantics is Semantics.PROCESS
    return new and max(fresh.created_at, fresh.moved_at) >= since


def receive_change(
    lead: Lead, fresh: PortalLead, manager: Person | None, rules: Regulation, now: datetime, *, ladder_over: bool
) -> Decision:
    """A known lead was read again; only what somebody else changed has consequences.

    `ladder_over`: every rung of its first touch has spoken, so a new responsible person gets a new clock.
    """
    merged, foreign = merge(lead, fresh)
    effects: list[Effect] = []
    if SOURCE in foreign and fresh.source not in rules.repair.sources | rules.no_source:
        merged = replace(merged, source_said=fresh.source)
    if STAGE in foreign or lead.phase is Phase.GONE:
        on = moved_on(merged, lead.portal, rules)
        merged, effects = _moved(merged, manager, rules, left(lead, merged.portal.stage, rules, merged.portal.moved_at))
        effects = [*on, *effects]
    anew = merged.phase is Phase.NEW and lead.phase is not Phase.NEW  # card and clock are among the effects
    if MANAGER in foreign and merged.open:
        effects.append(Record("reassigned", {"before": lead.portal.manager_id, "after": fresh.manager_id}))
        if not anew:
            effects += _first_touch(merged, rules, now) if ladder_over and merged.phase is Phase.NEW else []
            effects.append(_hand(merged, manager))
    if merged.source_said != lead.source_said:  # whoever asked where it came from knows by now
        effects.append(WithdrawTicket())
    if effects or _shown(merged.portal) != _shown(lead.portal):
        effects.append(Redraw())
    return Decision(merged, tuple(effects))


def receive_gone(lead: Lead) -> Decision | None:
    """The lead was deleted in the portal."""
    if lead.phase is Phase.GONE:
        return None
    gone = replace(lead, phase=Phase.GONE, pending={})
    return Decision(gone, (StopClocks(), WithdrawTicket(), Record("deleted"), Redraw()))


def hand_reason(manager_id: int, manager: Person | None) -> Why | None:
    """Why a card cannot go to the responsible person; None when it can."""
    if not manager_id:
        return Why.NOBODY
    if manager is None or (manager.telegram_id is None and manager.active):
        return Why.NOT_CONNECTED
    if not manager.active:
        return Why.INACTIVE
    if manager.blocked:
        return Why.BLOCKED
    return Why.ABSENT if manager.absent else None


def _hand(lead: Lead, manager: Person | None) -> SendCard | Escalate:
    why = hand_reason(lead.portal.manager_id, manager)
    return SendCard(lead.portal.manager_id) if why is None else Escalate(why)


def _moved(
    lead: Lead, manager: Person | None, rules: Regulation, measured: Mapping[str, object]
) -> tuple[Lead, list[Effect]]:
    """The stage was changed by somebody else."""
    stage = {"stage": lead.portal.stage, **measured}
    if lead.portal.semantics is not Semantics.PROCESS:
        closed = replace(lead, phase=Phase.CLOSED)
        return closed, [stopped(lead, rules), WithdrawTicket(), Record("closed_in_portal", stage)]
    if lead.portal.stage in rules.new_stages:
        if lead.phase is Phase.NEW:  # from one new stage to another: still nobody has acted
            return lead, []
        return _anew(lead, manager, rules)
    taken, chase = replace(lead, phase=Phase.TAKEN), list[Effect]()
    if lead.portal.stage in rules.reached_stages:
        taken, chase = reach(taken, rules)
    return taken, [StopClocks(frozenset(rules.untaken)), *chase, Record("handled_in_portal", stage)]


def _anew(lead: Lead, manager: Person | None, rules: Regulation) -> tuple[Lead, list[Effect]]:
    """Somebody put the lead back among the new: whatever was done for it before, it is to be done again."""
    back = replace(
        lead,
        phase=Phase.NEW,
        entered_at=lead.portal.moved_at,
        edition=rules.key,
        digest=rules.digest,
        taken_by=None,
        taken_at=None,
        done=frozenset(),
        reached=False,
    )
    ended: list[Effect] = [StopClocks(rules.chase)] if rules.chase else []
    told = Record("back_to_new", {"stage": lead.portal.stage})
    return back, [*ended, *_first_touch(back, rules, back.entered_at), _hand(back, manager), told]


def stopped(lead: Lead, rules: Regulation) -> StopClocks:
    """A lead that was converted is still to be met; one that was rejected has no clocks."""
    if lead.portal.semantics is not Semantics.SUCCESS:
        return StopClocks()
    return StopClocks(frozenset(clock.code for clock in rules.clocks if not clock.counts_down))


def _first_touch(lead: Lead, rules: Regulation, zero: datetime) -> list[Effect]:
    """Everything that runs while nobody acts, with the ladders of this lead."""
    clocks = (rules.clock_of(code, lead) for code in rules.untaken)
    return [StartClock(clock, zero) for clock in clocks if clock]


def _shown(portal: PortalLead) -> tuple[object, ...]:
    return (portal.title, portal.name, portal.phones, portal.comments, dict(portal.fields))
