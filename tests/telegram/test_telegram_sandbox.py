"""The gateway and the poller against the sandbox's Telegram, which answers as the real one does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.faults import Fault, Faults
from sandbox.telegram.limits import Limits
from sandbox.telegram.world import Telegram as Stand
from services.domain.gateways import UNREACHABLE, Button, ChatMoved, Message, Refused, TryLater
from services.telegram.chats import chat_admin_state, username
from services.telegram.errors import FILE_GONE, MESSAGE_GONE
from services.telegram.gateway import Telegram, make_bot
from services.telegram.html import bold, lines, quote, relative_time
from services.telegram.pace import Pace
from services.telegram.polling import Poller
from tests.telegram.conftest import close

TOKEN = "4242:SANDBOX-TOKEN-FOR-DEMO-ONLY-0000000"
ALINA, TIMUR, GROUP, BASIC = 5012, 5013, -1005000000001, -4000000001
NOW = 1_790_000_000.0
CARD = Message(
    lines(bold("Иван <Тестов>"), relative_time(NOW, "только что"), quote("Ко & К°", expandable=True)),
    ((Button("Взял", data="a1:7:take:0:0", style="success"), Button("Номер", copy="+79990000001")),),
)


class World:
    """The stand-in with its clock, and our side of it."""

    def __init__(self) -> None:
        self.now = NOW
        self.faults = Faults(clock=self.clock)
        limits = Limits(same_offset_wait=0, same_offset_single=0)
        self.stand = Stand(TOKEN, clock=self.clock, limits=limits, faults=self.faults)
        self.stand.add_user(ALINA, "Алина", "Громова")
        self.stand.add_user(TIMUR, "Тимур", "Садыков")
        self.stand.add_group(GROUP, "Руководители", [ALINA, TIMUR])
        self.stand.add_group(BASIC, "Источники", [ALINA])
        self.stand.start(ALINA)
        self.stand.updates.drop_all()
        app = web.Application()
        app.router.add_routes(self.stand.routes())
        self.server = TestServer(app)

    def clock(self) -> float:
        return self.now

    @property
    def url(self) -> str:
        return str(self.server.make_url(""))


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.server.start_server(shutdown_timeout=0)
    yield world
    await world.stand.close()
    await world.server.close()


@pytest.fixture
async def telegram(world: World) -> AsyncIterator[Telegram]:
    bot = make_bot(TOKEN, world.url)
    yield Telegram(bot, Pace(), clock=world.clock)
    await close(bot)


async def refusal(telegram: Telegram, chat_id: int) -> str:
    with pytest.raises(Refused) as caught:
        await telegram.send(chat_id, CARD)
    return caught.value.code


async def test_a_card_is_sent_tapped_edited_and_answered(world: World, telegram: Telegram) -> None:
    message_id = await telegram.send(ALINA, CARD)
    message = world.stand.chats[ALINA].find(message_id)
    assert message is not None
    assert message.text is not None
    assert message.text.plain.startswith("Иван <Тестов>\nтолько что\nКо & К°")
    query = world.stand.press(ALINA, ALINA, message_id, "a1:7:take:0:0")
    assert await telegram.answer(query, "Готово")
    assert world.stand.answers[query]["text"] == "Готово"
    await telegram.edit(ALINA, message_id, Message("Взято"))
    await telegram.edit(ALINA, message_id, Message("Взято"))  # not modified
    assert message.text.plain == "Взято"
    assert not message.reply_markup


async def test_a_late_tap_is_not_answered(world: World, telegram: Telegram) -> None:
    query = world.stand.press(ALINA, ALINA, await telegram.send(ALINA, CARD), "a1:7:take:0:0")
    world.now += 200
    assert not await telegram.answer(query, "Готово")


async def test_people_who_cannot_be_written_to(world: World, telegram: Telegram) -> None:
    world.stand.block(ALINA)
    world.stand.kick(GROUP)
    assert [await refusal(telegram, chat) for chat in (ALINA, TIMUR, GROUP, 999)] == [UNREACHABLE] * 4


async def test_a_group_that_was_upgraded(world: World, telegram: Telegram) -> None:
    new = world.stand.upgrade_group(BASIC)
    with pytest.raises(ChatMoved) as caught:
        await telegram.send(BASIC, CARD)
    assert caught.value.chat_id == new
    await telegram.send(new, CARD)


async def test_a_message_that_is_gone(telegram: Telegram) -> None:
    with pytest.raises(Refused) as caught:
        await telegram.edit(ALINA, 4040, CARD)
    assert caught.value.code == MESSAGE_GONE


async def test_a_flood(world: World, telegram: Telegram) -> None:
    for _ in range(world.stand.limits.chat_burst):
        await telegram.send(ALINA, CARD)
    with pytest.raises(TryLater) as caught:
        await telegram.send(ALINA, CARD)
    assert caught.value.after is not None
    assert caught.value.after >= 1


async def test_hundreds_of_cards_at_our_pace_meet_no_limit(world: World, telegram: Telegram) -> None:
    """Time is the stand-in's own: every message goes exactly when the pace says."""
    for number in range(2, 52):
        world.stand.add_user(number, f"Менеджер {number}")
        world.stand.start(number)
    pace, began = Pace(), world.now
    for number in range(300):
        world.now = max(world.now, pace.reserve(2 + number % 50, began))
        await telegram.send(2 + number % 50, Message("лид"))
    for _ in range(60):
        world.now = max(world.now, pace.reserve(GROUP, world.now))
        await telegram.send(GROUP, Message("заявка"))


async def test_the_bot_looks_at_its_chats(telegram: Telegram) -> None:
    assert await username(telegram.bot)
    state = await chat_admin_state(telegram.bot, GROUP)
    assert (state.title, state.type, state.may_write) == ("Руководители", "supergroup", True)


@pytest.mark.parametrize("stored_before_the_end", [True, False])
async def test_a_process_that_dies_before_it_confirms_gets_the_update_again(
    world: World, stored_before_the_end: bool
) -> None:
    kept: list[dict[str, Any]] = []
    died = asyncio.Event()

    async def dies(updates: list[dict[str, Any]]) -> None:
        kept.extend(updates if stored_before_the_end else [])
        died.set()
        await asyncio.Event().wait()

    async def lives(updates: list[dict[str, Any]]) -> None:
        kept.extend(updates)

    world.stand.say(ALINA, ALINA, "вопрос")
    await run_until(Poller(world.url, TOKEN, dies), died.is_set)
    await run_until(Poller(world.url, TOKEN, lives), lambda: len(kept) > stored_before_the_end)
    assert len({update["update_id"] for update in kept}) == 1
    assert kept[-1]["message"]["text"] == "вопрос"


async def test_faults_of_the_sandbox_lose_nothing(world: World) -> None:
    kept: list[dict[str, Any]] = []

    async def store(updates: list[dict[str, Any]]) -> None:
        kept.extend(updates)

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)

    for kind, status in (("status", 500), ("status", 429), ("html", 502), ("cut_before", 0), ("cut_after", 0)):
        world.faults.add(Fault("telegram", kind, "getUpdates", status=status))  # type: ignore[arg-type]
    world.stand.say(ALINA, ALINA, "раз")
    world.stand.say(ALINA, ALINA, "два")
    await run_until(Poller(world.url, TOKEN, store, sleep=sleep), lambda: len(kept) >= 2)
    assert [update["message"]["text"] for update in kept] == ["раз", "два"]


async def run_until(poller: Poller, enough: Any) -> None:
    task = asyncio.create_task(poller.run())
    async with asyncio.timeout(10):
        while not enough():
            await asyncio.sleep(0.005)
            assert not task.done(), "polling ended by itself"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_file_that_somebody_sent_is_fetched(world: World, telegram: Telegram) -> None:
    world.stand.send_file(ALINA, ALINA, "a.png", b"picture" * 50_000)
    (photo,) = world.stand.chats[ALINA].messages[-1].media["photo"]
    assert await telegram.fetch(photo["file_id"]) == b"picture" * 50_000
    assert telegram.last_success == world.now


async def test_a_file_that_cannot_be_had_is_refused_and_no_address_is_told(world: World, telegram: Telegram) -> None:
    world.stand.send_file(ALINA, ALINA, "a.png", b"x" * (20 * 1024 * 1024 + 1))
    world.stand.send_file(ALINA, ALINA, "b.png", b"picture")
    big, small = (each.media["photo"][0]["file_id"] for each in world.stand.chats[ALINA].messages[-2:])
    for file_id in (big, "nothing"):
        with pytest.raises(Refused) as refused:
            await telegram.fetch(file_id)
        assert refused.value.code == FILE_GONE
    world.stand.files.by_path.clear()
    with pytest.raises(Refused) as gone:
        await telegram.fetch(small)
    assert gone.value.code == FILE_GONE
    world.faults.add(Fault("telegram", "status", "getFile", status=502))
    with pytest.raises(TryLater):
        await telegram.fetch(small)
    await world.server.close()
    with pytest.raises(TryLater) as away:
        await telegram.fetch(small)
    for error in (gone.value, away.value):
        assert TOKEN not in f"{error!r}{error.__cause__!r}{error.__context__!r}"
