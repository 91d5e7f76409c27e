"""The stage of a lead says how far its event is: whoever moves it, the event's step follows (NL-17, NL-18)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.domain.decision import Decision, Effect, Record, Redraw, StartClock, StopClocks, Write
from services.domain.funnels import Funnel, State
from services.domain.lead import STAGE, Lead
from services.domain.names import fold
from services.domain.regulation import Action, Regulation


def with_step(action: Action, lead: Lead, done: Iterable[str], rules: Regulation) -> Action:
    """The action with what the stage means that it moves a lead of an event to; `done`: what was done before it."""
    funnel, step = _step(lead, done, action.fields.get(STAGE, ""), "", rules)
    if funnel is None or step is None or step.done == action.code:
        return action
    starts = _starts(step, rules)
    said = {funnel.state_field: step.title} if funnel.state_field else {}
    return replace(
        action,
        starts=(*action.starts, *starts),
        stops=action.stops | (_clocks(funnel, rules) - set(starts)),
        fields={**action.fields, **said},
        leads_to=step.done,
    )


def followed(decision: Decision, rules: Regulation, now: datetime) -> Decision:
    """A lead that was just read: it was moved to a stage of its event in the portal, or its state was written there."""
    lead = decision.lead
    held = rules.funnel(lead.funnel)
    said = lead.portal.fields.get(held.state_field, "") if held else ""
    funnel, step = _step(lead, lead.done, lead.portal.stage, said, rules)
    if funnel is None or step is None or not lead.open:
        return decision
    values = {funnel.state_field: step.title} if funnel.state_field else {}
    moved, changes = replace(lead, done=lead.done | {step.done}).choosing(values)
    effects: list[Effect] = [StopClocks(_clocks(funnel, rules))]
    effects += [StartClock(clock, now) for code in _starts(step, rules) if (clock := rules.clock(code))]
    if changes:
        effects.append(Write(changes))
    told = Record("event_followed", {"event": funnel.title, "state": step.title})
    return Decision(moved, (*decision.effects, *effects, told, Redraw()))


def _step(
    lead: Lead, done: Iterable[str], stage: str, said: str, rules: Regulation
) -> tuple[Funnel | None, State | None]:
    """The state that a stage, or the words of its field, bring the lead to; none that it has passed already."""
    funnel, done = rules.funnel(lead.funnel), set(done)
    if funnel is None:
        return None, None
    ahead: list[State] = []
    for state in reversed(funnel.states):
        if state.done in done:
            break
        ahead.append(state)
    means = (state for state in ahead if state.done and (stage in state.stages or (said and fold(said) == state.key)))
    return funnel, next(means, None)


def _starts(step: State, rules: Regulation) -> tuple[str, ...]:
    action = rules.action(step.done)
    return action.starts if action else ()


def _clocks(funnel: Funnel, rules: Regulation) -> frozenset[str]:
    """Every clock of the event: those of steps that were passed over have nothing to say."""
    return frozenset(funnel.starts).union(*(_starts(state, rules) for state in funnel.states))
