"""`/queue`: everybody sees who is next; who is away is said by that person or by an overseer."""

import pytest

from sandbox.world import ALINA, ANDREY, MARINA, VERA
from services.storage import staff_store
from tests.flows.harness import ANDREY_ID, DENIS_ID, MARINA_ID, SALES, STAFF, NewWorld, Toast, World
from tests.flows.reading import labels

PEOPLE = (*STAFF, *SALES)
TITLE = (
    "Очередь консультаций\nСледующая консультация – у первого. Кто отсутствует, того пропускаем, место за ним остаётся."
)


async def _queue(world: World, reader: int) -> list[str]:
    """The queue as this person reads it."""
    await world.say(reader, "/queue")
    told = world.chat(reader).last.plain
    assert told.startswith(TITLE)
    return told.removeprefix(TITLE).split("\n")[1:]


@pytest.mark.rule("OP10-28")
async def test_the_order_is_visible_and_goes_past_those_who_are_away(new_world: NewWorld) -> None:
    world = await new_world(staff=PEOPLE)
    assert await _queue(world, ALINA) == ["1. Денис Орлов", "2. Андрей Белов", "3. Марина Котова"]
    assert labels(world.chat(ALINA).last) == []
    assert await _queue(world, MARINA) == ["1. Денис Орлов", "2. Андрей Белов", "3. Марина Котова"]
    await world.tap(MARINA, MARINA, "Отсутствует: Марина Котова")
    async with world.app.db.writing() as conn:
        denis = await staff_store.by_bitrix(conn, DENIS_ID)
        assert denis is not None
        await staff_store.change(conn, denis.id, turn_at=world.clock.now())
    world.portal.users[ANDREY_ID]["ACTIVE"] = False
    await world.app.people.refresh()
    await world.restart()
    assert await _queue(world, VERA) == [
        "✕ Андрей Белов – больше не работает, пропускаем",
        "✕ Марина Котова – отсутствует, пропускаем",
        "1. Денис Орлов",
    ]
    assert labels(world.chat(VERA).last) == ["Снова на месте: Марина Котова", "Отсутствует: Денис Орлов"]
    assert await world.tap(VERA, VERA, "Снова на месте: Марина Котова") == Toast("")
    assert "1. Марина Котова" in world.chat(VERA).last.plain.splitlines()


async def test_only_that_person_or_an_overseer_says_it(new_world: NewWorld) -> None:
    world = await new_world(staff=PEOPLE, language="en")
    await world.say(ALINA, "/queue")
    message = world.chat(ALINA).last
    assert message.plain.splitlines()[2] == "1. Денис Орлов"
    async with world.app.db.reading() as conn:
        marina = await staff_store.by_bitrix(conn, MARINA_ID)
    assert marina is not None
    for user, data, words in (
        (ALINA, f"w1:{marina.id}:1", "Only a supervisor may do this."),
        (ANDREY, f"w1:{marina.id}:1", "Only a supervisor may do this."),
        (VERA, "w1:1:1", "This button is out of date"),
    ):
        await world.say(user, "/queue")
        toast = await world.press(user, user, world.chat(user).last.id, data, forged=True)
        assert toast.text.startswith(words)
    assert "✕" not in world.chat(VERA).last.plain


async def test_an_empty_queue_says_what_to_do(world: World) -> None:
    await world.say(ALINA, "/queue")
    assert world.chat(ALINA).last.plain.startswith("В очереди никого")
