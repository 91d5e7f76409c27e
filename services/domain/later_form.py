"""«Перезвонить в…»: a manager says when to try again; how far and how often, the regulation says (RB-07, RB-21)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from services.domain.form import Ask, Finished, Given, Option, Reply, State, Wrong
from services.domain.said_time import read
from services.domain.slots import Zone, day_of, moment

LATER = "later"  # as the conversation is called
MINUTES = {"m15": 15, "m60": 60, "m180": 180}
TOMORROW = "day"
MORNING = time(10)
FURTHEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed now: `moves` were made of `most` (0: as many as one likes), up to `within` from now."""

    now: datetime
    zone: Zone = None
    within: timedelta = FURTHEST
    moves: int = 0
    most: int = 0


def later(state: State, given: Given | None) -> Reply:
    """`limits` of the state: by action; the finished value is an ISO moment."""
    action = state.get("action", "")
    limits: Limits | None = state["limits"].get(action)
    if limits is None:
        return Wrong("refusal-stale")
    if limits.most and limits.moves >= limits.most:
        return Wrong("refusal-no-more-moves", {"most": limits.most})
    if given is None:
        options = [Option(code, f"@button-later-{code}") for code in (*MINUTES, TOMORROW)]
        args = {"left": limits.most - limits.moves if limits.most else 0}
        return Ask("later-when", {"action": action}, args, (tuple(options[:2]), tuple(options[2:])))
    at = _moment(given, limits)
    if at is None:
        return Wrong("later-unclear")
    if at <= limits.now:
        return Wrong("later-past")
    if at > limits.now + limits.within:
        return Wrong("later-far", {"within": int(limits.within.total_seconds())})
    return Finished({"at": at.isoformat(), "action": action})


def _moment(given: Given, limits: Limits) -> datetime | None:
    """A tapped choice, or words; a time alone is today's, or tomorrow's when that is over; a day alone its morning."""
    if given.choice in MINUTES:
        return limits.now + timedelta(minutes=MINUTES[given.choice])
    today = day_of(limits.now, limits.zone)
    tomorrow = today + timedelta(days=1)
    if given.choice == TOMORROW:
        return moment(tomorrow, MORNING, limits.zone)
    said = read(given.text, today, day_known=False)
    if said is None:
        return None
    at = moment(said.day or today, said.at or MORNING, limits.zone)
    return moment(tomorrow, said.at or MORNING, limits.zone) if said.day is None and at <= limits.now else at
