"""Clocks and their rungs: what cannot be is refused with its cure."""

from pathlib import Path

import pytest

from services.regulations import check_file
from tests.services.own_files import OP10, check_refused, written

# old text, new text, what the line of the problem holds, key, value, why, cure
CASES = {
    "no first touch": (
        'code = "first_touch"',
        'code = "second_touch"',
        "[[clocks]]",
        "clocks",
        "",
        "нет срока первой реакции",
        "first_touch",
    ),
    "a clock that never speaks": (
        'daily = ["10:00", "14:00", "18:00"]\n',
        "",
        '[[clocks]]\ncode = "call_plan"',
        "clocks.call_plan",
        "",
        "не сказано, когда срок наступает",
        'daily = ["10:00"]',
    ),
    "a clock with rungs and times of day": (
        'daily = ["10:00", "14:00", "18:00"]\n',
        'daily = ["10:00"]\nladder = [{ after = "1h", notify = "manager" }]\n',
        "daily = [",
        "clocks.call_plan.daily",
        "",
        "и ступени, и часы суток",
        "что-то одно",
    ),
    "no time of day": (
        '["10:00", "14:00", "18:00"]',
        '["10:00", "25:00"]',
        "daily = [",
        "clocks.call_plan.daily.2",
        '"25:00"',
        "не время суток",
        '"09:30"',
    ),
    "times of day nowhere": (
        'timezone = "Europe/Moscow"',
        "",
        "daily = [",
        "clocks.call_plan.daily",
        "",
        "в каком часовом поясе",
        "Europe/Moscow",
    ),
    "shares in a queue from which nobody gets a lead": (
        "\n[[clocks]]",
        '\n[queue]\nweights = { "12" = 2 }\n\n[[clocks]]',
        "[queue]",
        "queue",
        "",
        "из очереди никто не получает лидов",
        'notify = "next"',
    ),
    "a rung both before and after": (
        'before = "1h"',
        'before = "1h"\nafter = "1m"',
        '[[clocks.ladder]]\nbefore = "1h"',
        "clocks.consultation.ladder.1",
        "",
        "когда ступень наступает",
        'before = "1h"',
    ),
    "participants of nothing": (
        'after = "5m" # напомнить менеджеру (NL-06, NL-20)\nnotify = "manager"',
        'after = "5m" # напомнить менеджеру (NL-06, NL-20)\nnotify = "participants"',
        'notify = "participants"',
        "clocks.first_touch.ladder.1.notify",
        '"participants"',
        "этот срок говорит с другими",
        "manager",
    ),
    "unknown key of a rung": (
        'notify = "manager"',
        'notify = "manager"\nnotifi = "x"',
        "notifi",
        "clocks.first_touch.ladder.1.notifi",
        "",
        "неизвестный ключ",
        "notify",
    ),
    "ladder goes back in time": (
        'after = "10m"',
        'after = "4m"',
        'after = "4m"',
        "clocks.first_touch.ladder.2.after",
        '"4m"',
        "не позже предыдущей",
        "по возрастанию",
    ),
    "ladder repeats a time": (
        'after = "10m"',
        'after = "300s"',
        'after = "300s"',
        "clocks.first_touch.ladder.2.after",
        '"300s"',
        "не позже предыдущей",
        "без повторов",
    ),
    "unknown audience": (
        'notify = "manager"',
        'notify = "managers"',
        'notify = "managers"',
        "clocks.first_touch.ladder.1.notify",
        '"managers"',
        "такого значения нет",
        "manager",
    ),
    "a keeper of a clock that is not about sources": (
        'notify = "manager"',
        'notify = "keeper"',
        'notify = "keeper"',
        "clocks.first_touch.ladder.1.notify",
        '"keeper"',
        "этот срок говорит с другими",
        "duty, head, manager, next, supervisors",
    ),
    "negative duration": (
        'after = "5m"',
        'after = "-5m"',
        'after = "-5m"',
        "clocks.first_touch.ladder.1.after",
        '"-5m"',
        "не срок больше нуля",
        "1h30m",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_line_and_cure(case: str, tmp_path: Path) -> None:
    check_refused(tmp_path, *CASES[case])


def test_empty_ladder(tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "op10"\n[[clocks]]\ncode = "first_touch"\nladder = []\n')
    (problem,) = check_file(path)
    assert (problem.line, problem.key, problem.why) == (4, "clocks.first_touch.ladder", "список пуст")


def test_the_first_touch_is_no_time_of_day(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    text = OP10.replace('title = "Первая реакция"', 'title = "Первая реакция"\ndaily = ["10:00"]')
    path.write_text(text.replace("[[clocks.ladder]]", "[[fields.none]]"), encoding="utf-8")
    problems = [problem for problem in check_file(path) if problem.key == "clocks.first_touch.daily"]
    assert [problem.why for problem in problems] == ["первая реакция идёт от поступления лида"]


def test_a_rung_behind_a_broken_one_is_compared_with_the_last_that_is_known(tmp_path: Path) -> None:
    ladder = ", ".join(f'{{ after = "{after}", notify = "manager" }}' for after in ("5m", "soon", "4m"))
    path = written(tmp_path, f'extends = "op10"\n[[clocks]]\ncode = "first_touch"\nladder = [{ladder}]\n')
    assert [(problem.key, problem.value) for problem in check_file(path)] == [
        ("clocks.first_touch.ladder.2.after", '"soon"'),
        ("clocks.first_touch.ladder.3.after", '"4m"'),
    ]
