"""Flood control: one message a second to a chat with a burst, 20 a minute to a group, about 30 a second in all."""

import pytest

from tests.sandbox.telegram.stand import ALINA, GROUP, Stand


async def sent(stand: Stand, chat_id: int) -> int:
    """0 when the message passed, else the seconds to wait."""
    body = await stand.call("sendMessage", chat_id=chat_id, text="да")
    return 0 if body["ok"] else int(body["parameters"]["retry_after"])


async def test_a_burst_to_one_chat_passes_and_then_one_a_second(stand: Stand) -> None:
    assert [await sent(stand, ALINA) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    for _ in range(3):
        stand.now += 1
        assert [await sent(stand, ALINA), await sent(stand, ALINA)] == [0, 1]


async def test_twenty_a_minute_to_a_group(stand: Stand) -> None:
    for _ in range(20):
        assert await sent(stand, GROUP) == 0
        stand.now += 1
    assert await sent(stand, GROUP) == 40
    stand.now += 40
    assert await sent(stand, GROUP) == 0


async def test_thirty_a_second_in_all(stand: Stand) -> None:
    for number in range(31):
        stand.telegram.add_user(7000 + number, "Кто-то")
        stand.telegram.start(7000 + number)
    assert [await sent(stand, 7000 + number) for number in range(31)] == [0] * 30 + [1]
    stand.now += 1
    assert await sent(stand, 7030) == 0


async def test_the_header_names_the_seconds(stand: Stand) -> None:
    for _ in range(5):
        await sent(stand, ALINA)
    response = await stand.client.post(f"/bot{stand.telegram.token}/sendMessage", json={"chat_id": ALINA, "text": "да"})
    assert (response.status, response.headers["Retry-After"]) == (429, "1")


@pytest.mark.parametrize("flood", [False])
async def test_it_can_be_switched_off(flood: bool, stand: Stand) -> None:
    stand.telegram.flood.limits = type(stand.limits)(flood=flood)
    assert [await sent(stand, ALINA) for _ in range(40)] == [0] * 40
