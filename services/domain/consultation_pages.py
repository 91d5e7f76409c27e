"""What a booking asks, with its buttons: a month, the free times of a day, the people, the comment.

Choices: `m2026-06` another month, `d2026-06-05`, `t17-00`, `w21`, `n0` (a comment of the regulation), `n` none,
`b` a step back, `-` nothing.
"""

from calendar import Calendar
from datetime import date, datetime, time, timedelta

from services.domain.consultation_desk import Desk
from services.domain.form import Ask, Option, in_rows

Row = tuple[Option, ...]

TIMES_IN_A_ROW = 4
_NOTHING = Option("-", "·")
_BACK: Row = (Option("b", "@button-back"),)


def ask_day(month: date, desk: Desk) -> Ask:
    """A page of the calendar, without weeks that are over; a day on which nobody can be met any more is a dot."""
    near = [(desk.today, "@day-today"), (desk.today + timedelta(days=1), "@day-tomorrow")]
    soon = tuple(Option(f"d{day}", title, "primary") for day, title in near if desk.free(day))
    head = tuple(Option("-", f"@weekday-{number}") for number in range(1, 8))
    weeks = [
        tuple(_day(day, desk) if day.month == month.month else _NOTHING for day in week)
        for week in Calendar().monthdatescalendar(month.year, month.month)
        if week[-1] >= desk.today
    ]
    return Ask(
        "consultation-ask-day", {}, {"lead": desk.lead}, tuple(filter(None, (soon, _turn(month, desk), head, *weeks)))
    )


def _turn(month: date, desk: Desk) -> Row:
    before, after = month - timedelta(days=1), month + timedelta(days=31)
    back = Option(f"m{before:%Y-%m}", "‹") if month > desk.today else _NOTHING
    on = Option(f"m{after:%Y-%m}", "›") if after.replace(day=1) <= desk.last_day else _NOTHING
    return (back, Option("-", f"@month-{month.month}"), on)


def _day(day: date, desk: Desk) -> Option:
    return Option(f"d{day}", str(day.day)) if desk.free(day) else _NOTHING


def ask_time(day: date, who: int, desk: Desk) -> Ask:
    """The free times of a day."""
    options = [_time(each) for each in desk.free(day, who)]
    args = {"lead": desk.lead, "day": f"{day:%d.%m}"}
    return Ask("consultation-ask-time", {}, args, (*in_rows(options, TIMES_IN_A_ROW), _BACK))


def _time(at: time) -> Option:
    return Option(f"t{at:%H-%M}", f"{at:%H.%M}")


def ask_who(at: datetime, desk: Desk) -> Ask:
    """The people, whoever is proposed first; those whose time is taken come last and say so."""
    free = [Option(f"w{each.id}", each.name) for each in desk.people if not desk.held(at, each.id)]
    busy = [Option(f"w{each.id}", f"✕ {each.name}") for each in desk.people if desk.held(at, each.id)]
    args = {"lead": desk.lead, **desk.words(at)}
    rows = (*in_rows([*free, *busy], 2), _BACK)
    if not desk.advice:
        return Ask("consultation-ask-who", {}, args, rows)
    return Ask("consultation-ask-who-advised", {}, {**args, "advice": list(desk.advice)}, rows)


def ask_note(at: datetime, who: int, desk: Desk) -> Ask:
    """The comment of the table: an event, or nothing."""
    offered = [Option(f"n{number}", note) for number, note in enumerate(desk.notes)]
    args = {"lead": desk.lead, **desk.words(at), "whom": desk.name(who)}
    rows = (*in_rows(offered, 2), (Option("n", "@button-no-comment", "success"),), _BACK)
    return Ask("consultation-ask-note", {}, args, rows)
