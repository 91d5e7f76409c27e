"""The figures of runs, side by side."""

from collections import Counter
from collections.abc import Sequence

from tests.simulation.run import Outcome

PROMISES = (
    ("leads lost",),
    ("taps lost",),
    ("writes lost",),
    ("fields wrong",),
    ("reminders missed", "escalations missed", "call plans missed"),
    ("reminders doubled", "escalations doubled", "call plans doubled"),
)
TITLES = ("leads lost", "taps lost", "writes lost", "fields wrong", "reminders missed", "reminders doubled", "else")
HEAD = ("seed", "days", "leads", "taps", "kills", "faults", *TITLES, "sent again", "trace", "seconds")


def row(outcome: Outcome) -> tuple[str, ...]:
    plan, verdict, weather = outcome.plan, outcome.verdict, outcome.weather
    figures = [sum(verdict.broken[name] for name in names) for names in PROMISES]
    figures.append(verdict.broken.total() - sum(figures))
    faults = weather.total() - weather["kill -9"] - weather["SIGTERM"]
    counts = (plan.seed, f"{plan.days:g}", outcome.leads, outcome.taps, weather["kill -9"], faults)
    again = verdict.doubled.total()
    return tuple(str(each) for each in (*counts, *figures, again, outcome.trace.fingerprint, f"{outcome.seconds:.1f}"))


def line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(f"{cell:>{len(title)}}" for cell, title in zip(cells, HEAD, strict=True)) + " |"


def head() -> str:
    return line(HEAD) + "\n|" + "|".join("-" * (len(title) + 1) + ":" for title in HEAD) + "|"


def summary(outcomes: Sequence[Outcome]) -> str:
    """What the table has no room for, over all runs."""
    told = {
        "what went wrong": [each.weather for each in outcomes],
        "held to the minute": [each.verdict.strict for each in outcomes],
        "sent again, the answer of a send being lost": [each.verdict.doubled for each in outcomes],
    }
    lines = [f"{what}: {_listed(sum(counts, Counter()))}" for what, counts in told.items()]
    expired, unanswered = (sum(getattr(each.verdict, name) for each in outcomes) for name in ("expired", "unanswered"))
    lines.append(f"taps that Telegram forgot before it was asked for them: {expired}; words lost: {unanswered}")
    return "\n".join(lines)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{key} {count}" for key, count in sorted((+counts).items())) or "nothing"
