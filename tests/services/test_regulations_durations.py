from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.regulations.durations import parse_duration

UNITS = ("h", "m", "s")


@pytest.mark.parametrize(
    ("text", "seconds"), [("5m", 300), ("90s", 90), ("1h30m", 5400), ("2h", 7200), ("1h1s", 3601), ("0h5m", 300)]
)
def test_examples(text: str, seconds: int) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@given(st.tuples(*[st.none() | st.integers(0, 99_999)] * 3).filter(any))
def test_the_parts_add_up(parts: tuple[int | None, ...]) -> None:
    text = "".join(f"{part}{unit}" for part, unit in zip(parts, UNITS, strict=True) if part is not None)
    hours, minutes, seconds = (part or 0 for part in parts)
    assert parse_duration(text) == timedelta(hours=hours, minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    "text",
    ["", "0s", "0h0m", "-5m", "5", "m", "5 m", "5m ", "30m1h", "5m5m", "1.5h", "5M", "5м", "٥m", "5m\n", "999999h"],
)
def test_not_a_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_duration(text)


@given(st.text(max_size=12))
def test_any_text_is_a_duration_above_zero_or_a_value_error(text: str) -> None:
    try:
        duration = parse_duration(text)
    except ValueError:
        return
    assert duration > timedelta()
