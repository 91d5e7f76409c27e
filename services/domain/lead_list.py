"""The supervisors' lead list: what may be asked of it, and what a row of it says (LL-01…LL-28)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from services.domain.lead import Phase
from services.domain.list_rules import Direction, Kind, Shown

Word = TypeVar("Word", bound=StrEnum)

USUAL_DAYS = 30  # the period when nobody names one
SIZES = (25, 50, 100)
MOST_VALUES = 200  # of one filter
MOST_PAGES = 10_000


class Quality(StrEnum):
    """How good a lead is; the last two are states beside the first three (LL-07…LL-10)."""

    TARGET = "target"  # целевой: the client's first advertising lead
    JUNK = "junk"  # нецелевой: marked by hand, rejected as bad, too short a talk, between colleagues
    REPEAT = "repeat"  # повторный: a later one
    UNCHECKED = "unchecked"  # непроверенный: nobody looked
    UNSORTED = "unsorted"  # неразобранный: nobody took


class Day(StrEnum):
    """By which day leads are counted (LL-26)."""

    ARRIVAL = "arrival"
    TAKEN = "taken"


COLUMNS = (
    "time", "name", "stage", "phone", "duration", "source", "result",
    "manager", "type", "department", "office", "quality", "channel", "object",
)  # fmt: skip
SORTS = ("time", "taken", "name", "stage", "source", "manager", "type", "channel", "duration")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a filter finds nothing, ever; `value` is what was asked for."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What filters may name: codes and ids that exist, by filter."""

    today: date
    values: Mapping[str, frozenset[str]]
    shows: Shown = Shown.RESPONSIBLE


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; dates are days of the company's time zone, both included; None: all time."""

    first: date | None = None
    last: date | None = None
    day: Day = Day.ARRIVAL
    shows: Shown = Shown.RESPONSIBLE
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by filter; missing or empty: everything
    silent_too: bool = False  # non-advertising leads as well (LL-12)
    no_source: bool = False  # those without a source too (LL-23)
    foreign: bool = False  # only where somebody else took it than is responsible (LL-18)
    sort: str = "time"
    falling: bool = True
    page: int = 1
    size: int = 50
    lead: int = 0  # only the leads of this lead's client

    def of(self, name: str) -> frozenset[str]:
        return self.chosen.get(name, frozenset())


# Filters that hold several values, and the word of their problem.
SEVERAL = (
    "kind", "quality", "department", "manager", "source", "group", "tag", "channel", "stage", "stages", "direction",
)  # fmt: skip
_FIXED: Mapping[str, frozenset[str]] = {
    "kind": frozenset(Kind),
    "quality": frozenset(Quality),
    "direction": frozenset(Direction),
}


def parse(query: Mapping[str, Sequence[str]], known: Known) -> tuple[Filter, list[Problem]]:
    """The filter that a query means, and what of it can never be."""
    problems: list[Problem] = []
    chosen = {name: _several(name, query.get(name, ()), known, problems) for name in SEVERAL if query.get(name)}
    first, last = _period(query, known.today, problems)
    sort = _one(query, "sort") or "-time"
    if sort.lstrip("-") not in SORTS:
        problems.append(Problem("sort", sort[:60]))
        sort = "-time"
    return (
        Filter(
            first=first,
            last=last,
            day=_enum(Day, query, "day", Day.ARRIVAL, problems),
            shows=_enum(Shown, query, "who", known.shows, problems),
            chosen=chosen,
            silent_too=_one(query, "nonad") == "1",
            no_source=_one(query, "nosource") == "1",
            foreign=_one(query, "foreign") == "1",
            sort=sort.lstrip("-"),
            falling=sort.startswith("-"),
            page=_number(query, "page", 1, MOST_PAGES, problems),
            size=_number(query, "size", 50, max(SIZES), problems),
            lead=_number(query, "lead", 0, 2**53, problems),
        ),
        problems,
    )


def _several(name: str, values: Sequence[str], known: Known, problems: list[Problem]) -> frozenset[str]:
    if len(values) > MOST_VALUES:
        problems.append(Problem("many", name))
    asked = frozenset(values[:MOST_VALUES])
    there = _FIXED.get(name) or known.values.get(name, frozenset())
    problems += [Problem(f"no-{name}", value[:60]) for value in sorted(asked - there)[:5]]
    return asked


def _period(
    query: Mapping[str, Sequence[str]], today: date, problems: list[Problem]
) -> tuple[date | None, date | None]:
    if _one(query, "all") == "1":
        return None, None
    first = _date(query, "from", today - timedelta(days=USUAL_DAYS - 1), problems)
    last = _date(query, "to", max(today, first), problems)
    if first > last:
        problems.append(Problem("period", f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"))
    elif first > today:
        problems.append(Problem("future", f"{first:%d.%m.%Y}"))
    return first, last


def _date(query: Mapping[str, Sequence[str]], name: str, usual: date, problems: list[Problem]) -> date:
    told = _one(query, name)
    if not told:
        return usual
    try:
        found = date.fromisoformat(told)
    except ValueError:
        found = date.min
    if not 1970 <= found.year < 9000:  # a day more or less, in any time zone, must still be a day
        problems.append(Problem("date", told[:60]))
        return usual
    return found


def _number(query: Mapping[str, Sequence[str]], name: str, usual: int, most: int, problems: list[Problem]) -> int:
    told = _one(query, name)
    if not told:
        return usual
    if told.isascii() and told.isdigit() and len(told) < 17 and 1 <= int(told) <= most:
        return int(told)
    problems.append(Problem("number", told[:60]))
    return usual


def _enum(
    words: type[Word], query: Mapping[str, Sequence[str]], name: str, usual: Word, problems: list[Problem]
) -> Word:
    told = _one(query, name)
    if told and told not in set(words):
        problems.append(Problem(name, told[:60]))
        return usual
    return words(told) if told else usual


def _one(query: Mapping[str, Sequence[str]], name: str) -> str:
    values = query.get(name, ())
    return values[-1] if values else ""


@dataclass(frozen=True, slots=True)
class ListedLead:
    """A row, in the portal's codes; `history`: how many leads the client has (LL-03)."""

    id: int
    at: datetime
    taken_at: datetime | None
    name: str
    title: str
    phone: str
    stage: str
    source: str
    manager_id: int
    taken_by: int
    kind: Kind
    direction: Direction
    channel: str
    object: str
    quality: Quality | None  # None: a first lead that is no advertising
    state: Quality | None  # unchecked or unsorted
    advertising: bool
    saved: bool
    junk: bool
    phase: Phase
    history: int
    seconds: int | None
    result: str
    record: str

    @property
    def foreign(self) -> bool:
        """Whether somebody else took it than is responsible now (LL-18)."""
        return self.taken_by != 0 and self.taken_by != self.manager_id

    @property
    def hash(self) -> bool:
        """The mark «#»: no advertising, and the client has no card (LL-14)."""
        return not self.advertising and not self.saved


@dataclass(frozen=True, slots=True)
class Cells:
    """A row as people read it; texts by column, and the row itself."""

    lead: ListedLead
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """A saved view; `query` as in the page's address; `columns` none: all of them; `name` "": the last look."""

    name: str
    query: str
    columns: tuple[str, ...]
    compact: bool
