"""The command menu: what a stranger sees, and what each role opens; Telegram being away stops nothing."""

import json
import re
from dataclasses import replace

import pytest
from aiogram.filters import Command

from bot.dispatcher import ROUTERS
from bot.menus import EVERYBODY
from sandbox.world import ALINA, ANGELINA, DENIS, VERA
from services.domain.commands import commands_of
from services.domain.people import Person, Role
from services.storage import staff_store
from tests.flows.harness import SALES, STAFF, NewWorld, World


def menu(world: World, chat: int = 0, language: str = "") -> list[tuple[str, str]]:
    """What Telegram keeps for that place: names and what they do."""
    scope = {"type": "chat", "chat_id": chat} if chat else {"type": "default"}
    kept = world.telegram.commands.get(json.dumps([scope, language], sort_keys=True), [])
    return [(each["command"], each["description"]) for each in kept]


def names(world: World, chat: int = 0) -> list[str]:
    return [name for name, _ in menu(world, chat)]


async def test_each_sees_what_their_roles_open(new_world: NewWorld) -> None:
    world = await new_world(staff=(*STAFF, *SALES))
    await world.app.menus.tell()
    assert names(world) == ["start", "help"]
    assert names(world, ALINA) == ["new", "my", "report", "consultations", "queue", "shift", "away", "help", "start"]
    supervisor = ["new", "my", "board", "lead", "report", "consultations", "queue", "bonuses", "sources", "invite"]
    assert names(world, VERA) == [*supervisor, "help", "start"]
    assert names(world, ANGELINA) == ["consultations", "queue", "help", "start"]
    assert names(world, DENIS) == ["consultations", "queue", "shift", "away", "help", "start"]
    assert menu(world, ALINA)[0] == ("new", "Добавить лид")
    assert [menu(world, language=each)[0][1] for each in ("ru", "en")] == ["Подключиться", "Connect"]


def taken() -> set[str]:
    """Every command that a handler takes."""
    filters = (each.callback for router in ROUTERS for handler in router.message.handlers for each in handler.filters)
    return {str(name) for each in filters if isinstance(each, Command) for name in each.commands}


async def test_every_command_is_offered_to_somebody(world: World) -> None:
    rules = replace(world.app.rulebook.rules, duty=frozenset({Role.SALES}))
    everything = replace(await _person(world, VERA), roles=frozenset(Role))
    assert {*commands_of(everything, rules), *EVERYBODY, "cancel"} == taken()


async def test_a_report_needs_no_employee_of_the_portal(world: World) -> None:
    vera = replace(await _person(world, VERA), bitrix_id=None)
    assert {"report", "new", "my"} & {*commands_of(vera, world.app.rulebook.rules)} == {"report"}


async def test_help_lists_the_same(world: World) -> None:
    await world.say(ALINA, "/help")
    assert re.findall(r"^/(\w+) – ", world.chat(ALINA).last.plain, re.MULTILINE) == [
        *commands_of(await _person(world, ALINA), world.app.rulebook.rules)
    ]


async def _person(world: World, chat: int) -> Person:
    person = await world.app.people.by_telegram(chat)
    assert person is not None
    return person


async def test_in_english(new_world: NewWorld) -> None:
    world = await new_world(language="en")
    await world.app.menus.tell()
    assert menu(world, ALINA)[1] == ("my", "My open leads")


async def test_only_what_changed_is_told_again(world: World) -> None:
    await world.app.menus.tell()
    calls = len(world.telegram.calls)
    await world.app.menus.tell()
    assert len(world.telegram.calls) == calls
    await world.app.people.add(15, ANGELINA, Role.EDITOR)
    await world.app.menus.tell()
    assert [call.method for call in world.telegram.calls[calls:]] == ["setMyCommands"]
    assert "sources" in names(world, ANGELINA)


@pytest.mark.parametrize("status", [400, 429, 500])
async def test_what_telegram_refuses_stops_nothing(world: World, status: int) -> None:
    world.fail_next("telegram", "setMyCommands", status=status)
    await world.app.menus.tell()
    await world.app.menus.tell()
    assert "new" in names(world, ALINA)


async def test_supervisors_open_the_pages_beside_the_input(new_world: NewWorld) -> None:
    world = await new_world(public_url="https://bot.example.com")
    await world.app.menus.tell()
    button = world.telegram.chats[VERA].menu_button
    assert button == {"type": "web_app", "text": "Доска", "web_app": {"url": "https://bot.example.com/app/"}}
    assert world.telegram.chats[ALINA].menu_button is None
    calls = len(world.telegram.calls)
    await world.app.menus.tell()
    assert len(world.telegram.calls) == calls
    async with world.app.db.writing() as conn:
        vera = await staff_store.by_telegram(conn, VERA)
        assert vera is not None
        await staff_store.change(conn, vera.id, roles={Role.MANAGER})
    await world.app.menus.tell()
    assert world.telegram.chats[VERA].menu_button == {"type": "default"}


async def test_without_a_public_address_there_is_no_button(world: World) -> None:
    await world.app.menus.tell()
    assert world.telegram.chats[VERA].menu_button is None
