"""Funnels of events: a lead that comes from a webinar or an interview goes through states (NL-16, NL-17, NL-18)."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.domain.lead import Lead, PortalLead
from services.domain.names import fold


@dataclass(frozen=True, slots=True)
class State:
    """Where a lead stands: `done` is the action that brings it there, "" for the state it arrives in."""

    title: str
    done: str = ""
    next: str = ""  # what to do now
    stages: frozenset[str] = frozenset()  # codes of the portal: whoever moves the lead there has brought it here

    @property
    def key(self) -> str:
        """By what its title is recognised in a field of the portal."""
        return fold(self.title)


@dataclass(frozen=True, slots=True)
class Funnel:
    """An event's states in order, and how its leads are known: by words of the title, the source, or a field."""

    code: str
    title: str
    states: tuple[State, ...]
    words: frozenset[str] = frozenset()  # folded
    sources: frozenset[str] = frozenset()  # codes of the portal
    field: str = ""
    values: frozenset[str] = frozenset()  # folded
    starts: tuple[str, ...] = ()  # clocks that begin with the lead's arrival
    state_field: str = ""  # where the portal keeps the state

    def takes(self, portal: PortalLead) -> bool:
        """Whether the lead came from this event."""
        title = fold(portal.title)
        held = {fold(value) for value in portal.fields.get(self.field, "").split(",")} if self.field else set()
        return (
            any(word in title for word in self.words)
            or portal.source in self.sources
            or not self.values.isdisjoint(held)
        )

    def state_of(self, lead: Lead) -> State:
        """The furthest state whose action was chosen."""
        return next((state for state in reversed(self.states) if state.done in lead.done), self.states[0])


def funnel_of(portal: PortalLead, funnels: Iterable[Funnel]) -> Funnel | None:
    """The first funnel that takes the lead."""
    return next((funnel for funnel in funnels if funnel.takes(portal)), None)
