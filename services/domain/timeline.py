"""How a lead came through, and why nobody had acted in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.domain.working_hours import WorkingHours


class Cause(StrEnum):
    """The first of the causes that used up the time; `cause-<cause>` says it."""

    ARRIVED = "arrived"  # the portal told of it late
    OFF_HOURS = "off-hours"  # it came while nobody works
    DELIVERY = "delivery"  # the card reached nobody, or late
    SEEN = "seen"  # the card was there, and nobody marked anything before the time was over
    TAKEN = "taken"  # somebody tapped in time, and took it late


@dataclass(frozen=True, slots=True)
class Timeline:
    """Since a lead last became new. None: that has not happened."""

    created: datetime  # by the portal's clock: the zero of its first touch
    received: datetime  # heard of here
    sent: datetime | None = None  # its first card stood in a chat
    tapped: datetime | None = None  # somebody chose something for the first time
    taken: datetime | None = None  # somebody acted, here or in the portal
    written: datetime | None = None  # the first choice had arrived in the portal

    def steps(self) -> Iterator[tuple[str, float]]:
        """What happened after its creation, in seconds from there on, in order."""
        told = {"received": self.received, "sent": self.sent, "tapped": self.tapped, "written": self.written}
        for name, at in told.items():
            if at is not None:
                yield name, max(0.0, round((at - self.created).total_seconds(), 1))


def cause_of(line: Timeline, due: datetime, hours: WorkingHours | None = None) -> Cause | None:
    """Why nobody had acted by `due`; None when somebody had.

    Whatever took more than half of the time is the cause; `hours` None: somebody works at any time.
    """
    if line.taken is not None and line.taken <= due:
        return None
    half = line.created + (due - line.created) / 2
    if line.received > half:
        return Cause.ARRIVED
    if hours is not None and not hours.open_at(line.created):
        return Cause.OFF_HOURS
    if line.sent is None or line.sent > line.received + (due - line.created) / 2:
        return Cause.DELIVERY
    return Cause.SEEN if line.tapped is None or line.tapped > due else Cause.TAKEN
