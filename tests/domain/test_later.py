"""When to try again, and what is next at a stage."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.domain.decision import StartClock
from services.domain.due_times import due_times
from services.domain.flow.act import chosen
from services.domain.form import Ask, Finished, Given, Wrong
from services.domain.later_form import LATER, Limits, later
from services.domain.lead import STAGE, Phase
from services.domain.regulation import Audience, Clock, Rung
from services.domain.steps import Step, next_step
from tests.domain.examples import ALINA, MINUTE, NOW, RULES, TAKE, lead, of

LIMITS = Limits(NOW, ZoneInfo("Europe/Moscow"), timedelta(days=3))  # noon there, a Monday


@pytest.mark.rule("RB-07")
@pytest.mark.parametrize(
    ("given", "day", "hour"),
    [
        (Given(choice="m15"), 2, "12:15"),
        (Given(choice="m180"), 2, "15:00"),
        (Given(choice="day"), 3, "10:00"),
        (Given(text="в 15:30"), 2, "15:30"),
        (Given(text="9:30"), 3, "09:30"),
        (Given(text="завтра в 17"), 3, "17:00"),
        (Given(text="05.03"), 5, "10:00"),
    ],
)
def test_a_time_is_tapped_or_said(given: Given, day: int, hour: str) -> None:
    reply = later({"action": "later", "limits": {"later": LIMITS}}, given)
    assert isinstance(reply, Finished)
    at = datetime.fromisoformat(reply.values["at"])
    assert at == datetime.fromisoformat(f"2026-03-{day:02}T{hour}+03:00")


@pytest.mark.rule("RB-21")
@pytest.mark.parametrize(
    ("given", "limits", "key"),
    [
        (Given(text="сегодня в 9:00"), LIMITS, "later-past"),
        (Given(text="20.03 в 10"), LIMITS, "later-far"),
        (Given(text="как-нибудь"), LIMITS, "later-unclear"),
        (Given(choice="m15"), replace(LIMITS, moves=3, most=3), "refusal-no-more-moves"),
        (None, replace(LIMITS, moves=3, most=3), "refusal-no-more-moves"),
    ],
)
def test_what_goes_beyond_the_limits_is_refused(given: Given | None, limits: Limits, key: str) -> None:
    reply = later({"action": "later", "limits": {"later": limits}}, given)
    assert isinstance(reply, Wrong)
    assert reply.key == key


def test_how_often_it_may_still_be_moved_is_said() -> None:
    reply = later({"action": "later", "limits": {"later": replace(LIMITS, moves=1, most=3)}}, None)
    assert isinstance(reply, Ask)
    assert reply.args == {"left": 2}


@pytest.mark.rule("RB-08")
def test_the_clock_speaks_first_at_the_time_that_was_said() -> None:
    clock = Clock("again", "Снова", (Rung(MINUTE, Audience.MANAGER), Rung(16 * MINUTE, Audience.SUPERVISORS)))
    rules = replace(RULES, clocks=(*RULES.clocks, clock))
    at = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    action = replace(TAKE, asks=LATER, starts=("again",))
    (started,) = of(StartClock, chosen(lead(), action, ALINA, rules, NOW, zero=at))
    assert due_times(started.clock, started.zero) == [at, at + 15 * MINUTE]


@pytest.mark.rule("RB-02")
def test_there_is_one_next_step_at_each_stage() -> None:
    ask, send = Step("спросить", frozenset({"NEW"}), done="ask"), Step("отправить", frozenset({"NEW", "SENT"}))
    assert next_step((ask, send), lead()) == ask
    assert next_step((ask, send), lead(done=frozenset({"ask"}))) == send
    assert next_step((ask, send), lead({STAGE: "SENT"})) == send
    assert next_step((ask, send), lead({STAGE: "OTHER"})) is None
    assert next_step((ask, send), lead(phase=Phase.CLOSED)) is None
