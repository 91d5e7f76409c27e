"""«Перезвонить в…»: a manager says when to try again; how far and how often, the regulation says (RB-07, RB-21)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from services.domain.form import Ask, Finished, Given, Option, Reply, State, Wrong
from services.domain.said_time import read

LATER = "later"  # as the conversation is called
MINUTES = {"m15": 15, "m60": 60, "m180": 180}
TOMORROW = "day"
MORNING = time(10)
FURTHEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed now: `moves` were made of `most` (0: as many as one likes), up to `within` from now."""

    now: datetime
    zone: tzinfo | None = None
    within: timedelta = FURTHEST
    moves: int = 0
    most: int = 0


def later(state: State, given: Given | None) -> Reply:
    """`limits` of the state; the finished value is an ISO moment."""
    limits: Limits = state["limits"]
    if limits.most and limits.moves >= limits.most:
        return Wrong("refusal-no-more-moves", {"most": limits.most})
    action = state.get("action", "")
    if given is None:
        options = [Option(code, f"@button-later-{code}") for code in (*MINUTES, TOMORROW)]
        args = {"left": limits.most - limits.moves if limits.most else 0}
        return Ask("later-when", {"action": action}, args, (tuple(options[:2]), tuple(options[2:])))
    moment = _moment(given, limits)
    if moment is None:
        return Wrong("later-unclear")
    if moment <= limits.now:
        return Wrong("later-past")
    if moment > limits.now + limits.within:
        return Wrong("later-far", {"within": int(limits.within.total_seconds())})
    return Finished({"at": moment.isoformat(), "action": action})


def _moment(given: Given, limits: Limits) -> datetime | None:
    """A tapped choice, or words; a time alone is today's, or tomorrow's when that is over; a day alone its morning."""
    if given.choice in MINUTES:
        return limits.now + timedelta(minutes=MINUTES[given.choice])
    here = limits.now.astimezone(limits.zone)
    if given.choice == TOMORROW:
        return datetime.combine(here.date() + timedelta(days=1), MORNING, here.tzinfo)
    said = read(given.text, here.date(), day_known=False)
    if said is None:
        return None
    moment = datetime.combine(said.day or here.date(), said.at or MORNING, here.tzinfo)
    return moment + timedelta(days=1) if said.day is None and moment <= limits.now else moment
