"""Somebody chose an action on a lead's card."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from services.domain import access
from services.domain.client_form import CLIENT
from services.domain.decision import (
    ClaimBonus,
    Comment,
    Decision,
    Effect,
    HoldClock,
    OpenTicket,
    PullTrigger,
    Record,
    Redraw,
    Refusal,
    RememberChoice,
    StartClock,
    StopClocks,
    WithdrawTicket,
    Write,
)
from services.domain.flow.event_step import with_step
from services.domain.flow.measure import first_call, left
from services.domain.flow.reach import reach
from services.domain.later_form import LATER
from services.domain.lead import COMPANY, CONTACT, EMAIL, SOURCE, STAGE, Change, Lead, Phase, Semantics
from services.domain.origins import origin_of
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET, Action, Clock, Regulation
from services.domain.twins import Twin, TwinKind

DENIED = "!denied"  # beside the codes of what was done: no code has such a sign


def act(
    lead: Lead,
    action: Action,
    person: Person,
    rules: Regulation,
    now: datetime,
    *,
    ticket_open: bool = False,
    zero: datetime | None = None,
) -> Decision | Refusal:
    """Carry the action out, or say why not. Values are those of the regulation, absolute and ready to write.

    `zero`: the moment that clocks which count down are set for.
    """
    refusal = access.to_act(person, lead) or not_now(lead, action, ticket_open=ticket_open)
    return refusal or chosen(lead, action, person, rules, now, zero=zero)


def chosen(
    lead: Lead, action: Action, person: Person, rules: Regulation, now: datetime, *, zero: datetime | None = None
) -> Decision:
    """What follows from an action that somebody may choose."""
    action = with_step(action, lead, lead.done, rules)
    values = _values(lead, action, rules)
    picked, changes = lead.choosing(values)
    first = action.takes and lead.taken_at is None
    after = replace(
        picked,
        phase=phase_after(lead.phase, action),
        portal=replace(picked.portal, semantics=Semantics.FAILURE if action.closes else picked.portal.semantics),
        version=lead.version + 1,
        attempts=lead.attempts + action.counts_attempt,
        taken_by=person.bitrix_id if first else lead.taken_by,
        taken_at=now if first else lead.taken_at,
        source_said=action.fields.get(SOURCE, lead.source_said),
        done=lead.done | ({action.code, action.leads_to, DENIED if action.denies else ""} - {""}),
        reached=lead.reached and not _chases(action, rules),
    )
    effects: list[Effect] = [RememberChoice(action.code, lead, _undone(changes), now + rules.undo)]
    effects += _clocks(lead, action, rules, now, zero)
    if action.reached or values.get(STAGE) in rules.reached_stages:
        after, ended = reach(after, rules)
        effects += ended
    if action.asks_source:
        origin = origin_of(lead.portal.comments, rules.repair)
        effects.append(OpenTicket(origin.mark, origin.line) if origin else OpenTicket())
    if action.asks_referrer and rules.bonus:
        effects.append(ClaimBonus(rules.bonus.amount, rules.bonus.currency))
    if action.closes or SOURCE in action.fields:
        effects.append(WithdrawTicket())
    if changes:
        effects.append(Write(changes))
    if action.trigger:
        effects.append(PullTrigger(action.trigger))
    measured = {**first_call(lead, action, rules, now), **left(lead, after.portal.stage, rules, now)}
    effects += [_comment(action, after), Record("acted", {**_told(action, after), **measured}), Redraw()]
    return Decision(after, tuple(effects))


def _undone(changes: Mapping[str, Change]) -> dict[str, Change]:
    """What an undo puts back: an e-mail that the client told is true all the same."""
    return {name: change for name, change in changes.items() if name != EMAIL}


def _values(lead: Lead, action: Action, rules: Regulation) -> Mapping[str, str]:
    """What the action writes into this lead."""
    values = dict(action.fields)
    if action.stage_if_new and lead.portal.stage in rules.new_stages:
        values[STAGE] = action.stage_if_new
    if action.attaches and (client := _client(lead)):
        values |= attached_to(client)
    return values


def _clocks(lead: Lead, action: Action, rules: Regulation, now: datetime, zero: datetime | None) -> list[Effect]:
    """A lead that is closed has no clocks; one that is taken has had its first touch."""
    if action.closes:
        return [StopClocks()]
    stopped = action.stops | (set(rules.untaken) if action.takes else set())
    started = [clock for code in started_by(action) if (clock := rules.clock_of(code, lead))]
    stop: list[Effect] = [StopClocks(frozenset(stopped))] if stopped else []
    held: list[Effect] = [HoldClock(FIRST_TOUCH, action.holds)] if action.holds else []
    zeros = [(clock, _zero(clock, action, now, zero)) for clock in started]
    return [*stop, *held, *(StartClock(clock, moment) for clock, moment in zeros if moment)]


def _zero(clock: Clock, action: Action, now: datetime, zero: datetime | None) -> datetime | None:
    """A clock that somebody set for a time speaks first at that time."""
    if action.asks == LATER and zero:
        return zero - clock.ladder[0].after
    return zero if clock.counts_down else now


def started_by(action: Action) -> tuple[str, ...]:
    """The clocks that an action starts: a source ticket has its own."""
    return (*action.starts, SOURCE_TICKET) if action.asks_source else action.starts


def not_now(lead: Lead, action: Action, *, ticket_open: bool = False) -> Refusal | None:
    """Why the lead's state does not allow the action, None when it does."""
    if lead.phase is Phase.GONE:
        return Refusal("gone")
    if lead.phase not in action.phases:
        return Refusal("closed" if lead.phase is Phase.CLOSED else "stale")
    if action.once and action.code in lead.done:
        return Refusal("already", {"title": action.title, "attempts": lead.attempts})
    if not _makes_sense(lead, action):
        return Refusal("stale")
    if action.asks_source and ticket_open:
        return Refusal("ticket-open")
    if action.needs_twin and not lead.twins:
        return Refusal("no-twin")
    if action.attaches and _client(lead) is None:
        return Refusal("no-client")
    return None


def attached_to(client: Twin) -> dict[str, str]:
    """What makes the lead the client's own: a contact comes with its company (LT-30)."""
    if client.kind is TwinKind.COMPANY:
        return {COMPANY: str(client.id)}
    return {CONTACT: str(client.id), **({COMPANY: str(client.company)} if client.company else {})}


def _client(lead: Lead) -> Twin | None:
    """The client's card that the lead may be attached to: among several only a person can tell."""
    if _attached(lead):
        return None
    for kind in (TwinKind.CONTACT, TwinKind.COMPANY):
        if found := [twin for twin in lead.twins or () if twin.kind is kind]:
            return found[0] if len(found) == 1 else None
    return None


def _attached(lead: Lead) -> bool:
    return bool(lead.portal.fields.get(CONTACT) or lead.portal.fields.get(COMPANY))


def _known(lead: Lead) -> bool | None:
    """Whether the client was there before this lead (LT-05, LT-06); None: that is not known yet."""
    if _attached(lead):
        return True
    if DENIED in lead.done:
        return False
    if lead.twins is None:
        return None
    return any(twin.kind is not TwinKind.LEAD for twin in lead.twins)


def _makes_sense(lead: Lead, action: Action) -> bool:
    """Whether what was done for the lead so far leaves room for the action."""
    if action.until_reached and lead.reached:
        return False
    if action.stages and lead.portal.stage not in action.stages:
        return False
    if action.known is not None and _known(lead) is (not action.known):
        return False
    if action.asks == CLIENT and _attached(lead):
        return False
    if action.funnels is not None and lead.funnel not in (action.funnels or {""}):
        return False
    followed = not action.after or not action.after.isdisjoint(lead.done)
    return followed and action.unless.isdisjoint(lead.done) and lead.attempts >= action.attempts_from


def phase_after(phase: Phase, action: Action) -> Phase:
    """Where the action leaves a lead that was in `phase`."""
    if action.closes:
        return Phase.CLOSED
    return Phase.TAKEN if action.takes else phase


def _chases(action: Action, rules: Regulation) -> bool:
    """Whether the client is being called once more, although reached before."""
    return action.counts_attempt > 0 or not rules.chase.isdisjoint(action.starts)


def _told(action: Action, lead: Lead) -> dict[str, object]:
    return {"action": action.code, "title": action.title, "attempt": lead.attempts if action.counts_attempt else 0}


def _comment(action: Action, lead: Lead) -> Comment:
    if action.needs_twin and lead.twins:
        first, *others = lead.twins
        told = {"kind": first.kind, "name": first.name or f"№ {first.id}", "id": first.id, "others": len(others)}
        return Comment("comment-twin", text=action.comment or action.title, args=told)
    key = "comment-attempt" if action.counts_attempt else "comment-action"
    return Comment(key, action.comment or action.title, {"attempt": lead.attempts}, exact=action.exact)
