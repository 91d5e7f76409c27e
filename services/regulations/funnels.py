"""[[funnels]]: from the file to the portal's codes."""

from collections.abc import Mapping, Sequence

from services.domain.funnels import Funnel, State
from services.domain.names import fold
from services.regulations.action_entries import FunnelEntry, FunnelStateEntry
from services.regulations.model import RegulationFile


def funnels(
    file: RegulationFile, sources: Mapping[str, Sequence[str]], stages: Mapping[str, Sequence[str]]
) -> tuple[Funnel, ...]:
    """What the portal has of each name; an event whose source it lacks is known by its other signs."""
    return tuple(_funnel(entry, file, sources, stages) for entry in file.funnels)


def state_titles(file: RegulationFile) -> dict[str, str]:
    """Of each action that brings a lead into a state, what the state is called."""
    return {state.done: state.title for funnel in file.funnels for state in funnel.states}


def _funnel(
    entry: FunnelEntry, file: RegulationFile, sources: Mapping[str, Sequence[str]], stages: Mapping[str, Sequence[str]]
) -> Funnel:
    arrived = State(entry.arrives, next=entry.next or "")
    return Funnel(
        code=entry.code,
        title=entry.title,
        states=(arrived, *(_state(state, stages) for state in entry.states)),
        words=frozenset(map(fold, entry.words)),
        sources=frozenset(code for name in entry.sources for code in sources[name]),
        field=file.fields.event or "",
        values=frozenset(map(fold, entry.values)),
        starts=tuple(entry.starts),
        state_field=file.fields.event_state or "",
    )


def _state(entry: FunnelStateEntry, stages: Mapping[str, Sequence[str]]) -> State:
    codes = frozenset(code for name in entry.stages for code in stages[name])
    return State(entry.title, entry.done, entry.next or "", codes)
