"""How often somebody tried to reach a lead's client: by the telephony, and as people told by a tap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LeadCall:
    """A call; `title`: of the button by which somebody told of it, "" for one that the telephony knows."""

    at: datetime
    who: str
    title: str = ""
    outgoing: bool = True
    seconds: int = 0
    result: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class CallHistory:
    """The newest first; `attempts`: how many had no answer, as people told."""

    lead: int
    called: str
    attempts: int
    calls: Sequence[LeadCall]


def newest_first(*some: Iterable[LeadCall]) -> list[LeadCall]:
    """All of them by time."""
    return sorted((call for each in some for call in each), key=lambda call: call.at, reverse=True)
