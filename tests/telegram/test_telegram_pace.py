"""The pace: never faster than Telegram allows, hardly slower, and small."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.telegram.pace import CHAT, GROUP_COUNT, GROUP_WINDOW, SLOT, Pace

START = 1_790_000_000.0
TINY = 1e-5
GROUP = -1005000000001

asks = st.lists(st.tuples(st.floats(0, 3), st.integers(-4, 12).filter(bool)), max_size=200)


def live(requests: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """When each message goes, given the pauses between the requests."""
    pace, now, sent = Pace(), START, []
    for pause, chat_id in requests:
        now += pause / 10
        sent.append((pace.reserve(chat_id, now), chat_id))
    return sorted(sent)


def crowded(times: list[float], count: int, window: float) -> bool:
    """Whether more than `count` of the times fall into one window."""
    return any(later - earlier < window - TINY for earlier, later in zip(times, times[count:], strict=False))


@given(asks)
def test_no_second_holds_more_than_thirty(requests: list[tuple[float, int]]) -> None:
    assert not crowded([at for at, _ in live(requests)], 30, 1.0)


@given(asks)
def test_no_chat_hears_more_than_one_a_second(requests: list[tuple[float, int]]) -> None:
    sent = live(requests)
    for chat_id in {chat for _, chat in sent}:
        assert not crowded([at for at, chat in sent if chat == chat_id], 1, CHAT)


@given(st.lists(st.floats(0, 30), max_size=120))
def test_no_group_hears_more_than_twenty_a_minute(pauses: list[float]) -> None:
    sent = live([(pause, GROUP) for pause in pauses])
    assert not crowded([at for at, _ in sent], GROUP_COUNT, GROUP_WINDOW)


@given(asks)
def test_nothing_goes_before_it_was_asked_for(requests: list[tuple[float, int]]) -> None:
    pace, now = Pace(), START
    for pause, chat_id in requests:
        now += pause
        ready = pace.ready_at(chat_id, now)
        assert pace.reserve(chat_id, now) == ready >= now


def test_a_thousand_leads_for_fifty_managers_go_within_35_seconds() -> None:
    pace = Pace()
    assert max(pace.reserve(1 + number % 50, START) for number in range(1000)) - START < 35


def test_messages_that_become_ready_at_odd_times_leave_no_room_between_them() -> None:
    pace = Pace()
    times = [pace.reserve(1 + number, START + number * SLOT / 3) for number in range(30)]
    assert times[-1] - times[0] <= 29 * SLOT + TINY


def test_a_chat_that_must_wait_holds_nobody_up() -> None:
    pace = Pace()
    for _ in range(GROUP_COUNT + 1):
        pace.reserve(GROUP, START)
    assert pace.reserve(7, START) - START < 2 * SLOT
    assert pace.reserve(8, START) - START < 3 * SLOT


def test_a_message_that_goes_later_keeps_its_neighbours_away() -> None:
    pace = Pace()
    pace.reserve(7, START)
    late = pace.reserve(7, START)
    assert abs(pace.ready_at(8, late - SLOT / 2) - late) >= SLOT - TINY


def test_a_refused_chat_waits_and_the_others_do_not() -> None:
    pace = Pace()
    pace.reserve(7, START)
    pace.hold(7, START + 30)
    assert pace.ready_at(7, START + 1) == START + 30
    assert pace.ready_at(8, START + 1) == START + 1
    assert pace.ready_at(7, START + 31) == START + 31


def test_two_refused_chats_stop_everybody() -> None:
    pace = Pace()
    pace.reserve(7, START)
    pace.hold(7, START + 30)
    pace.hold(8, START + 20)
    assert pace.ready_at(9, START + 1) == START + 20
    assert pace.ready_at(7, START + 1) == START + 30


def test_refusals_at_different_times_stop_only_their_own_chats() -> None:
    pace = Pace()
    pace.hold(7, START + 5)
    pace.reserve(8, START + 10)
    pace.hold(8, START + 40)
    assert pace.ready_at(9, START + 11) == START + 11


@pytest.mark.parametrize("back", [5, 3600, 10**6])
def test_a_clock_that_was_set_back_stops_nobody(back: float) -> None:
    pace = Pace()
    pace.reserve(GROUP, START)
    now = START - back
    assert now < pace.ready_at(GROUP, now) <= now + CHAT + TINY
    assert pace.ready_at(7, now) <= now + SLOT + TINY


@pytest.mark.parametrize("sign", [1, -1])
def test_idle_chats_are_forgotten(sign: int) -> None:
    pace = Pace()
    for number in range(1, 20_000):
        pace.reserve(sign * number, START + number)
    assert len(pace._chats) < 256
    assert len(pace._slots) < 64
