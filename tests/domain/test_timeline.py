"""Why nobody had acted in time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.domain.timeline import Cause, Timeline, cause_of
from services.domain.working_hours import Span, WorkingHours

CREATED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DUE = CREATED + timedelta(minutes=10)
DAY = (Span(time(9), time(18)),)
OPEN = WorkingHours(ZoneInfo("UTC"), (DAY,) * 7)


def after(minutes: float | None) -> datetime | None:
    return None if minutes is None else CREATED + timedelta(minutes=minutes)


def line(
    received: float = 0, sent: float | None = 0.1, tapped: float | None = None, taken: float | None = None
) -> Timeline:
    heard = after(received)
    assert heard
    return Timeline(CREATED, heard, after(sent), after(tapped), after(taken))


@pytest.mark.parametrize(
    ("lead", "why"),
    [
        (line(tapped=9, taken=9), None),
        (line(tapped=10, taken=10), None),
        (line(received=6, sent=6.1), Cause.ARRIVED),
        (line(received=30, sent=31, tapped=32, taken=32), Cause.ARRIVED),
        (line(sent=None), Cause.DELIVERY),
        (line(received=4, sent=9.5), Cause.DELIVERY),
        (line(sent=12, tapped=13, taken=13), Cause.DELIVERY),
        (line(), Cause.SEEN),
        (line(tapped=11, taken=11), Cause.SEEN),
        (line(tapped=4), Cause.TAKEN),
        (line(tapped=4, taken=12), Cause.TAKEN),
        (line(taken=12), Cause.SEEN),  # in the portal, without a tap here
    ],
)
def test_the_first_cause_that_used_up_the_time(lead: Timeline, why: Cause | None) -> None:
    assert cause_of(lead, DUE, OPEN) is why
    assert cause_of(lead, DUE) is why


def test_what_came_while_nobody_works() -> None:
    closed = WorkingHours(ZoneInfo("UTC"), ((Span(time(12), time(18)),),) * 7)
    assert cause_of(line(), DUE, closed) is Cause.OFF_HOURS
    assert cause_of(line(received=6, sent=7), DUE, closed) is Cause.ARRIVED
    assert cause_of(line(tapped=2, taken=2), DUE, closed) is None


def test_steps_are_told_in_seconds_since_the_creation() -> None:
    early = Timeline(CREATED, CREATED - timedelta(seconds=2), after(0.5), after(2), after(2), after(2.05))
    assert list(early.steps()) == [("received", 0.0), ("sent", 30.0), ("tapped", 120.0), ("written", 123.0)]
