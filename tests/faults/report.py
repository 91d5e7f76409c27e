"""The promises, and what of them a verdict breaks; the table."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tests.faults.stream import Streamed
from tests.faults.troubles import TROUBLES
from tests.faults.world import Outcome

ECHOED = "comments written again, asked for by a process that was dead by then"

# The figures, and by which words of the oracle a broken promise is known.
PROMISES = (
    ("leads lost", r"\('card', .*: \d+ sent, at least|Заявка с сайта"),
    ("reminders missed", r"\('(reminder|escalation)', .*at least"),
    ("writes lost", r"comments lost \{[^}]|outbox: "),
    ("fields wrong", r"chosen .*written|comments lost \{\}, too many"),
    ("taps lost", r"in vain for|was not answered|was turned away|updates: "),
    ("messages doubled without need", r"at most"),
    ("anything else", r""),
)


def broken(faults: Iterable[str]) -> Counter[str]:
    """How often each promise was broken."""
    return Counter(next(name for name, words in PROMISES if re.search(words, fault)) for fault in faults)


def again(outcome: Outcome) -> str:
    """The command that plays a world once more."""
    first = outcome.plan.runs[0].number
    return f'make faults ARGS="--seed {first} --runs {len(outcome.plan.runs)}"'


def failure(outcome: Outcome) -> str:
    """What is wrong, how to play it again, and what happened when."""
    faults = "\n".join(f"  * {fault}" for fault in outcome.verdict.faults)
    plan = outcome.plan
    runs = "\n".join(
        f"  {run.number} {run.name} ({run.story.__name__}): {'; '.join(map(str, run.faults)) or 'no fault of its own'}"
        for run in plan.runs
    )
    kind = f"{'PostgreSQL' if plan.postgres else 'SQLite'}, {'webhook' if plan.webhook else 'polling'}, {plan.bitrix24}"
    return (
        f"world {plan.world}: {kind}, group of supervisors: {plan.group or 'none'}; troubles {list(plan.troubles)};"
        f" killed {outcome.kills}\n{runs}\n{faults}\nagain: {again(outcome)}\n--- what happened when\n{outcome.trace}"
        f"\n--- log of the bot\n{outcome.log}"
    )


def line(outcome: Outcome) -> str:
    """One world."""
    plan, verdict = outcome.plan, outcome.verdict
    told = "; ".join(name for _, name in plan.troubles)
    struck = sum(outcome.struck.values())
    return (
        f"{'✗' if verdict.faults else '✓'} runs {plan.runs[0].number}–{plan.runs[-1].number}"
        f" {'PostgreSQL' if plan.postgres else 'SQLite':10} {outcome.seconds:5.0f} s"
        f"  {struck:3} struck, {len(outcome.kills)} killed, {outcome.taps:3} taps, {verdict.doubled} doubled  {told}"
    )


def table(outcomes: list[Outcome], seconds: float) -> str:
    """What came of all worlds."""
    by_database = Counter(
        {
            name: sum(len(each.plan.runs) for each in outcomes if each.plan.postgres == postgres)
            for name, postgres in (("SQLite", False), ("PostgreSQL", True))
        }
    )
    faults = broken(fault for each in outcomes for fault in each.verdict.faults)
    struck = sum((each.struck for each in outcomes), Counter[str]())
    rows = [
        ("runs", ", ".join(f"{count} on {name}" for name, count in by_database.items() if count), ""),
        ("kill -9", sum(len(each.kills) for each in outcomes), ""),
        *_struck(struck),
        ("taps", sum(each.taps for each in outcomes), ""),
        *((name, faults[name], "✗" if faults[name] else "✓") for name, _ in PROMISES),
        ("messages doubled, the answer of a send was lost", sum(each.verdict.doubled for each in outcomes), ""),
        ("taps whose words were lost, and which took effect", sum(each.verdict.unanswered for each in outcomes), ""),
        (ECHOED, sum(each.verdict.echoed for each in outcomes), ""),
        ("taps repeated by people who saw no sign", sum(each.again for each in outcomes), ""),
        ("seconds", round(seconds), ""),
    ]
    return _rows(rows)


def streamed(outcome: Streamed) -> str:
    """What came of minutes at work."""
    faults = broken(outcome.verdict.faults)
    return _rows(
        [
            ("leads", outcome.leads, ""),
            ("taps", outcome.taps, ""),
            ("kill -9", outcome.kills, ""),
            *_struck(outcome.struck),
            *((name, faults[name], "✗" if faults[name] else "✓") for name, _ in PROMISES),
            ("messages doubled, the answer of a send was lost", outcome.verdict.doubled, ""),
            ("taps whose words were lost, and which took effect", outcome.verdict.unanswered, ""),
            (ECHOED, outcome.verdict.echoed, ""),
            ("taps repeated by people who saw no sign", outcome.again, ""),
            ("longest silence after a kill, seconds", f"{outcome.longest_silence:.1f}", ""),
            ("seconds", round(outcome.seconds), ""),
        ]
    )


def _struck(struck: Counter[str]) -> list[tuple[str, object, str]]:
    """What went wrong: both sums, then each kind."""
    troubles = sum(count for name, count in struck.items() if name in TROUBLES)
    return [
        ("requests that a fault met", struck.total() - troubles, ""),
        ("troubles that met everybody", troubles, ""),
        *((f"struck: {name}", count, "") for name, count in sorted(struck.items())),
    ]


def _rows(rows: Sequence[tuple[str, object, str]]) -> str:
    return "\n".join(f"{name:<52} {figure!s:>26} {sign}".rstrip() for name, figure, sign in rows)
