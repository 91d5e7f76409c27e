"""The conversation that books a consultation: day, time, with whom, comment; or only a new day and time.

Each step takes a tap or words; words may say day and time at once. What is wrong leaves the question open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from services.domain.consultation_desk import Desk
from services.domain.consultation_pages import ask_day, ask_note, ask_time, ask_who
from services.domain.form import Ask, Finished, Given, Option, Reply, State, Wrong
from services.domain.names import key
from services.domain.said_time import Said, read
from services.domain.slots import moment

WORDS = 200  # characters of a comment, or of a reason


@dataclass(frozen=True, slots=True)
class Draft:
    """What was answered so far; `month`: the page of the calendar."""

    month: date
    day: date | None = None
    at: time | None = None
    who: int = 0
    note: str | None = None


def book(state: State, given: Given | None) -> Reply:
    """The form; beside what it keeps, `state` holds a `Desk`."""
    desk: Desk = state["desk"]
    draft = _draft(state, desk)
    if given is None:
        return _next(state, draft, desk) if desk.people else Wrong("refusal-no-consultants")
    answered = _tapped(draft, given.choice, desk) if given.choice else _said(draft, given.text, desk)
    if isinstance(answered, Wrong):
        return answered
    return wrong(answered, desk) or _next(state, answered, desk)


def wrong(draft: Draft, desk: Desk) -> Wrong | None:
    """Why this cannot be booked, as far as it goes."""
    if draft.day is None:
        return None
    told = {"day": f"{draft.day:%d.%m}", "days": desk.hours.days_ahead}
    if desk.over(draft.day):
        return Wrong("refusal-day-past", told)
    if draft.day > desk.last_day:
        return Wrong("refusal-day-far", told)
    if draft.at is None:
        return None if desk.free(draft.day, draft.who) else Wrong("refusal-day-full", told)
    return wrong_slot(moment(draft.day, draft.at, desk.zone), draft.who, desk)


def wrong_slot(at: datetime, who: int, desk: Desk) -> Wrong | None:
    """Why nobody can be met then (`who`: this person): it is over, outside the hours, or taken (OP10-33)."""
    if at <= desk.now:
        return Wrong("refusal-slot-past", desk.words(at))
    if not desk.hours.opens <= at.astimezone(desk.zone).time() < desk.hours.closes:
        hours = {"opens": f"{desk.hours.opens:%H.%M}", "closes": f"{desk.hours.closes:%H.%M}"}
        return Wrong("refusal-slot-hours", hours)
    if held := desk.held(at, who):
        code = "refusal-slot-taken" if who else "refusal-slot-all-taken"
        return Wrong(code, {"whom": desk.name(who), **desk.words(held.at)})
    return None


def give_reason(state: State, given: Given | None) -> Reply:
    """Why a consultation is spoiled: a reason of the regulation (`state` holds `reasons`), or words."""
    reasons: Sequence[str] = state["reasons"]
    kept = {name: value for name, value in state.items() if name not in ("reasons", "lead")}
    if given is None:
        options = tuple((Option(f"r{number}", reason),) for number, reason in enumerate(reasons))
        return Ask("consultation-ask-reason", kept, {"lead": state["lead"]}, options)
    offered = {f"r{number}": reason for number, reason in enumerate(reasons)}
    said = offered.get(given.choice) or Wrong("refusal-stale") if given.choice else words(given.text)
    return said if isinstance(said, Wrong) else Finished({**kept, "reason": said})


def words(text: str) -> str | Wrong:
    """A comment or a reason as it is kept: one line."""
    line = " ".join(text.split())
    if not line:
        return Wrong("refusal-words-wanted")
    return Wrong("refusal-too-long", {"limit": WORDS, "length": len(line)}) if len(line) > WORDS else line


def _said(draft: Draft, text: str, desk: Desk) -> Draft | Wrong:
    """Words: a comment once all the rest is known; before that a day, a time, a name."""
    if draft.who and draft.at and draft.day:
        note = words(text)
        return note if isinstance(note, Wrong) else replace(draft, note=note)
    if said := _read(text, draft, desk):
        return replace(draft, day=said.day or draft.day, at=said.at or (None if said.day else draft.at))
    named = [each.id for each in desk.people if draft.at and key(text) and key(each.name) == key(text)]
    return replace(draft, who=named[0]) if named else Wrong("refusal-no-such-time")


def _read(text: str, draft: Draft, desk: Desk) -> Said | None:
    """«10.11» is a time once the day is known, unless nobody is met at that time."""
    said = read(text, desk.today, day_known=draft.day is not None)
    if said and said.at and said.day is None and not desk.hours.opens <= said.at < desk.hours.closes:
        other = read(text, desk.today, day_known=False)
        return other if other and other.day else said
    return said


def _tapped(draft: Draft, choice: str, desk: Desk) -> Draft | Wrong:
    kind, value = choice[0], choice[1:]
    try:
        match kind:
            case "m":
                return replace(draft, month=date.fromisoformat(f"{value}-01"))
            case "d":
                return replace(draft, day=date.fromisoformat(value))
            case "t":
                return replace(draft, at=time.fromisoformat(value.replace("-", ":")))
            case "w" if any(each.id == int(value) for each in desk.people):
                return replace(draft, who=int(value))
            case "n":
                return replace(draft, note=desk.notes[int(value)] if value else "")
            case "b":
                return _back(draft, desk)
            case "-":
                return draft
    except (ValueError, IndexError):
        pass
    return Wrong("refusal-stale")  # forged, or of a regulation that has changed


def _back(draft: Draft, desk: Desk) -> Draft:
    if draft.who and len(desk.people) > 1:
        return replace(draft, who=0)
    return replace(draft, at=None) if draft.at else replace(draft, day=None)


def _next(state: State, draft: Draft, desk: Desk) -> Ask | Finished:
    """The next question, with what was answered kept; or everything that was answered."""
    kept = {name: value for name, value in state.items() if name not in ("desk", "month", "day", "at", "who")}
    stored = {**kept, **_stored(draft)}
    if draft.day is None:
        return replace(ask_day(draft.month, desk), state=stored)
    if draft.at is None:
        return replace(ask_time(draft.day, draft.who, desk), state=stored)
    at = moment(draft.day, draft.at, desk.zone)
    if not draft.who:
        return replace(ask_who(at, desk), state=stored)
    if draft.note is None and not desk.brief:
        return replace(ask_note(at, draft.who, desk), state=stored)
    return Finished({**kept, "at": at.isoformat(), "who": draft.who, "note": draft.note or ""})


def _draft(state: State, desk: Desk) -> Draft:
    only = desk.people[0].id if len(desk.people) == 1 else 0
    return Draft(
        month=date.fromisoformat(state.get("month") or f"{desk.today:%Y-%m}-01"),
        day=date.fromisoformat(state["day"]) if state.get("day") else None,
        at=time.fromisoformat(state["at"]) if state.get("at") else None,
        who=state.get("who") or only,
    )


def _stored(draft: Draft) -> dict[str, Any]:
    return {
        "month": draft.month.isoformat(),
        "day": draft.day.isoformat() if draft.day else "",
        "at": draft.at.isoformat() if draft.at else "",
        "who": draft.who,
    }
