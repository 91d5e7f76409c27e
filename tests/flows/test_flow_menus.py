"""The command menu: what a stranger sees, and what each role opens; Telegram being away stops nothing."""

import json

import pytest

from sandbox.world import ALINA, ANGELINA, DENIS, VERA
from services.domain.people import Role
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
    assert names(world, ALINA) == ["new", "my", "report", "consultations", "queue", "shift", "help", "start"]
    supervisor = ["new", "my", "board", "report", "consultations", "queue", "bonuses", "sources", "invite"]
    assert names(world, VERA) == [*supervisor, "help", "start"]
    assert names(world, ANGELINA) == ["consultations", "queue", "help", "start"]
    assert names(world, DENIS) == ["consultations", "queue", "shift", "help", "start"]
    assert menu(world, ALINA)[0] == ("new", "Добавить лид")
    assert [menu(world, language=each)[0][1] for each in ("ru", "en")] == ["Подключиться", "Connect"]


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
