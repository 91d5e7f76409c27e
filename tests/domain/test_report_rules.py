"""When a report is due by itself, and of which days."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from services.domain.register import Span
from services.domain.report_rules import Occasion, ReportRules, occasions

MOSCOW = ZoneInfo("Europe/Moscow")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("daily", "now", "due", "day"),
    [
        (time(19), "2026-03-03 19:00", "2026-03-03 19:00", date(2026, 3, 3)),
        (time(19), "2026-03-03 18:59", "2026-03-02 19:00", date(2026, 3, 2)),
        (time(9), "2026-03-03 10:00", "2026-03-03 09:00", date(2026, 3, 2)),
        (time(0), "2026-03-03 00:00", "2026-03-03 00:00", date(2026, 3, 2)),
    ],
)
def test_a_day(daily: time, now: str, due: str, day: date) -> None:
    assert occasions(ReportRules(daily=daily), MOSCOW, at(now)) == [Occasion(Span.DAY, at(due), day)]


@pytest.mark.parametrize(
    ("weekly", "now", "due", "first"),
    [
        ((0, time(10)), "2026-03-09 10:00", "2026-03-09 10:00", date(2026, 3, 2)),  # on Monday: the week that ended
        ((0, time(10)), "2026-03-09 09:59", "2026-03-02 10:00", date(2026, 2, 23)),
        ((4, time(18)), "2026-03-08 12:00", "2026-03-06 18:00", date(2026, 3, 2)),  # on Friday: the week that runs
    ],
)
def test_a_week(weekly: tuple[int, time], now: str, due: str, first: date) -> None:
    assert occasions(ReportRules(weekly=weekly), MOSCOW, at(now)) == [Occasion(Span.WEEK, at(due), first)]


def test_nothing_by_itself_unless_the_regulation_says_so() -> None:
    assert occasions(ReportRules(), None, datetime(2026, 3, 3, tzinfo=UTC)) == []
