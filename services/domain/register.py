"""The register of consultations as people look at it: a day, a week or a month of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.domain.consultation import Consultation

# The columns of the company's table, in its order (OP10-30).
COLUMNS = ("booked", "lead", "status", "at", "whom", "source", "note")


class Span(StrEnum):
    """How much is looked at."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Row:
    """A consultation with what the register says of its lead: what it is called, the code of its source."""

    consultation: Consultation
    lead: str
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the days from `first` to `last`; `shift`: how many spans from now."""

    span: Span
    shift: int
    first: date
    last: date
    rows: Sequence[Row]


def days_of(span: Span, shift: int, today: date) -> tuple[date, date]:
    """First and last day of the span that is `shift` spans from now; weeks begin on Monday."""
    match span:
        case Span.DAY:
            day = today + timedelta(days=shift)
            return day, day
        case Span.WEEK:
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
            return monday, monday + timedelta(days=6)
        case Span.MONTH:
            first, following = _first(today, shift), _first(today, shift + 1)
            return first, following - timedelta(days=1)


def _first(today: date, months: int) -> date:
    """The first day of the month that is so many months from now."""
    number = today.year * 12 + today.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
