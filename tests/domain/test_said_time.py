"""Days and times as people type them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.said_time import Said, read

THURSDAY = date(2026, 6, 4)
FRIDAY = date(2026, 6, 5)
FIVE = time(17)

SAID = {
    "05.06 в 17.00": (FRIDAY, FIVE),
    "06.06 в 09.30": (date(2026, 6, 6), time(9, 30)),
    "05.06 17:00": (FRIDAY, FIVE),
    "5.6 17": (FRIDAY, FIVE),
    "05.06. в 17-00": (FRIDAY, FIVE),
    "05.06.2026 в 17.00": (FRIDAY, FIVE),
    "17.00 05.06": (FRIDAY, FIVE),
    "5 июня, в 17 часов": (FRIDAY, FIVE),
    "5 ИЮНЯ в 5 вечера": (FRIDAY, FIVE),
    "завтра в 10": (FRIDAY, time(10)),
    "Завтра  10.30!": (FRIDAY, time(10, 30)),
    "послезавтра": (date(2026, 6, 6), None),
    "сегодня в 9 утра": (THURSDAY, time(9)),
    "в пятницу в 17": (FRIDAY, FIVE),
    "чт 17:00": (THURSDAY + timedelta(7), FIVE),
    "04.06": (THURSDAY, None),
    "03.06": (date(2027, 6, 3), None),  # the next such date
    "29.02 в 10": (date(2028, 2, 29), time(10)),
    "17.00": (None, FIVE),
    "tomorrow at 10": (FRIDAY, time(10)),
    "5 june 5 pm": (FRIDAY, FIVE),
    "fri 17:00": (FRIDAY, FIVE),
}
NOT_SAID = (
    "",
    "<b>",
    "31.02",
    "05.06 в 25.00",
    "05.06 в 17.60",
    "0.0 в 10",
    "17",
    "когда-нибудь",
    "05.06" * 20,
    "1.1.1.1",
)


@pytest.mark.rule("OP10-33")
@pytest.mark.parametrize("words", SAID)
def test_a_day_and_a_time_are_understood(words: str) -> None:
    assert read(words, THURSDAY, day_known=False) == Said(*SAID[words])


@pytest.mark.parametrize("words", NOT_SAID)
def test_what_is_no_day_and_no_time_is_not(words: str) -> None:
    assert read(words, THURSDAY, day_known=False) is None


def test_numbers_mean_a_time_once_the_day_is_known() -> None:
    assert read("10.11", THURSDAY, day_known=False) == Said(date(2026, 11, 10))
    assert read("10.11", THURSDAY, day_known=True) == Said(None, time(10, 11))
    assert read("17", THURSDAY, day_known=True) == Said(None, FIVE)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 365), st.times())
def test_what_the_table_prints_is_read_back(today: date, ahead: int, at: time) -> None:
    day = today + timedelta(ahead)
    said = read(f"{day:%d.%m} в {at:%H.%M}", today, day_known=False)
    assert said
    assert said.at == at.replace(second=0, microsecond=0)
    assert said.day == (day if (day.month, day.day) != (today.month, today.day) else today)


@given(st.text(max_size=80), st.booleans())
def test_any_text_is_an_answer_or_none(words: str, day_known: bool) -> None:
    said = read(words, THURSDAY, day_known=day_known)
    assert said is None or said.day or said.at is not None
