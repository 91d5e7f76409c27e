"""Old and forged buttons, strangers, and writes that the portal refuses."""

from sandbox.bitrix24.state import Item
from sandbox.world import ALINA, OWNER, SUPERVISORS_CHAT, TIMUR
from tests.flows.harness import TIMUR_ID, Toast, World
from tests.flows.reading import data_of, labels

STALE = Toast("Кнопка устарела: с лидом уже что-то сделали. Смотрите свежую карточку.", alert=True)
UNKNOWN = Toast("Такого лида у меня нет. Откройте его в Битрикс24.", alert=True)
HUGE = 99999999999999999999


FORGED = (
    ("nonsense", STALE),
    ("a1", STALE),
    ("a1:{lead}:take", STALE),
    ("a1:{lead}:take:0:0:0", STALE),
    ("a1:{lead}:fly:0:0", STALE),
    ("a1:x:take:0:0", STALE),
    ("a0:{lead}:take:0:0", STALE),
    (f"a1:{HUGE}:take:0:0", STALE),
    ("a1:-5:take:0:0", STALE),
    ("a1:5:take:0:0", UNKNOWN),
    (f"a1:{{lead}}:take:{HUGE}:0", STALE),
    ("u1:999", STALE),
    (f"u1:{HUGE}", STALE),
    ("v1:{lead}:" + "ж" * 20, STALE),
    ("v1:{lead}:" + "x" * 50, STALE),
    ("c1:5", UNKNOWN),
    (f"c1:{HUGE}", STALE),
    ("r1:5", UNKNOWN),
    ("r1:{lead}", Toast("Повторять нечего: всё записано.", alert=True)),
    ("s1:{lead}:remind:0", Toast("Это может только руководитель.", alert=True)),
    ("s1:{lead}:give:1", Toast("Это может только руководитель.", alert=True)),
    (f"s1:{{lead}}:give:{HUGE}", STALE),
    ("s1:{lead}:explode:0", STALE),
    ("v1:{lead}:managers", Toast("Это может только руководитель.", alert=True)),
    ("t1:1:1", STALE),
    (f"t1:{HUGE}:{HUGE}", STALE),
    ("p1:1:1", STALE),
    (f"p1:1:{HUGE}", STALE),
    ("😀" * 16, STALE),
)


async def test_forged_data_is_answered_in_words_and_nothing_is_written(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    before = (card.plain, labels(card))
    for data, expected in FORGED:
        toast = await world.press(ALINA, ALINA, card.id, data.format(lead=lead), forged=True)
        assert (data, toast) == (data, expected)
    assert (card.plain, labels(card)) == before
    assert world.writes(lead) == []
    assert world.comments(lead) == []


async def test_another_managers_lead(world: World) -> None:
    lead = await world.new_lead(TIMUR_ID)
    await world.say(ALINA, "/help")
    place = world.chat(ALINA).last
    for data in ("a1:{lead}:take:0:0", "a1:{lead}:bad_data:0:1", "c1:{lead}", "v1:{lead}:", "r1:{lead}"):
        toast = await world.press(ALINA, ALINA, place.id, data.format(lead=lead), forged=True)
        assert (data, toast) == (data, Toast("Это лид другого менеджера.", alert=True))
    assert world.writes(lead) == []
    assert place.plain.startswith("«Пять минут»")


async def test_another_managers_choice_cannot_be_taken_back(world: World) -> None:
    lead = await world.new_lead(TIMUR_ID)
    await world.tap(TIMUR, TIMUR, "Взял в работу")
    data = data_of(world.chat(TIMUR).last, "↩️ Отменить: Взял в работу")
    await world.say(ALINA, "/help")
    toast = await world.press(ALINA, ALINA, world.chat(ALINA).last.id, data, forged=True)
    assert toast.alert
    assert toast.text in ("Это лид другого менеджера.", "Это может только руководитель.")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_a_stranger_with_a_managers_button(world: World) -> None:
    lead = await world.new_lead()
    data = data_of(world.chat(ALINA).last, "Взял в работу")
    world.telegram.add_user(5099, "Прохожий")
    world.telegram.start(5099)
    await world.pump()
    toast = await world.press(5099, 5099, world.chat(5099).last.id, data, forged=True)
    assert toast == Toast("Этот бот только для сотрудников. Отправьте /start, чтобы подключиться.", alert=True)
    assert world.writes(lead) == []


async def test_an_old_button_of_a_card_that_was_drawn_anew(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, "Взял в работу")
    await world.tap(ALINA, ALINA, "Недозвон")
    assert await world.press(ALINA, ALINA, card.id, data, forged=True) == STALE
    assert len(world.comments(lead)) == 1


async def test_a_button_on_a_message_too_old_to_be_read(world: World) -> None:
    """Telegram then sends an `InaccessibleMessage`: the lead is acted on all the same."""
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, "Взял в работу")
    world.telegram.chats[ALINA].remove(card)
    toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
    assert toast == Toast("Готово: Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


def allow_everything(user: int, deed: str, item: Item) -> bool:
    return True


def deny_updates(user: int, deed: str, item: Item) -> bool:
    return deed != "update"


async def test_a_refused_write_is_kept_told_and_tried_again_by_a_button(world: World) -> None:
    world.telegram.start(OWNER)
    lead = await world.new_lead()
    world.portal.may = deny_updates
    await world.tap(ALINA, ALINA, "Взял в работу")
    card = world.chat(ALINA).messages[0]
    assert "Битрикс24 не принял запись" in card.plain
    assert "🔁 Повторить запись" in labels(card)
    for who in (ALINA, OWNER):
        told = world.chat(who).last.plain
        assert told.startswith(f"⚠️ Битрикс24 не принял запись по лиду Олег (№ {lead})")
        assert "sandboxsecret" not in told
    assert world.portal.leads[lead]["stageId"] == "NEW"
    await world.tap(ALINA, ALINA, "🔁 Повторить запись")
    assert world.portal.leads[lead]["stageId"] == "NEW"
    assert "🔁 Повторить запись" in labels(card)
    world.portal.may = allow_everything
    toast = await world.tap(ALINA, ALINA, "🔁 Повторить запись")
    assert toast == Toast("Записываю в Битрикс24 ещё раз")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert "не принял" not in card.plain
    assert "🔁 Повторить запись" not in labels(card)
    assert len(world.comments(lead)) == 1


async def test_a_refused_write_does_not_hold_the_next_one_up(world: World) -> None:
    lead = await world.new_lead()
    world.portal.may = deny_updates
    await world.tap(ALINA, ALINA, "Источник: рекомендация")
    world.portal.may = allow_everything
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    await world.tap(ALINA, ALINA, "🔁 Повторить запись")
    assert world.portal.leads[lead]["sourceId"] == "RECOMMENDATION"


async def test_a_write_into_a_lead_that_is_gone_says_so(world: World) -> None:
    lead = await world.new_lead()
    world.portal.events.enabled = False
    world.portal.delete_lead(lead)
    await world.tap(ALINA, ALINA, "Взял в работу")
    card = world.chat(ALINA).last
    assert card.plain.startswith("✖️ Олег")
    assert "не принял" not in card.plain


async def test_taps_in_a_group_by_its_members_only_do_what_their_roles_allow(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 601)
    message = world.chat(SUPERVISORS_CHAT).last
    toast = await world.press(TIMUR, SUPERVISORS_CHAT, message.id, f"a1:{lead}:take:0:0", forged=True)
    assert toast == Toast("Это лид другого менеджера.", alert=True)
    assert world.writes(lead) == []


async def test_writes_wait_while_the_webhook_is_deleted(world: World) -> None:
    lead = await world.new_lead()
    webhooks, world.portal.webhooks = world.portal.webhooks, {}
    toast = await world.tap(ALINA, ALINA, "Взял в работу")
    assert toast == Toast("Готово: Взял в работу")
    await world.advance(3600)
    assert "не принял" not in world.chat(ALINA).messages[0].plain
    world.portal.webhooks = webhooks
    await world.advance(60)
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert len(world.comments(lead)) == 1


async def test_a_comment_of_a_deleted_lead_does_not_spoil_the_writes_of_others(world: World) -> None:
    """Whether its comment had arrived cannot be asked any more; both leads are written in one hit."""
    deleted, lead = await world.new_lead(name="Анна"), await world.new_lead(name="Борис")
    webhooks, world.portal.webhooks = world.portal.webhooks, {}
    for name in ("Анна", "Борис"):
        await world.tap(ALINA, ALINA, "Взял в работу", world.chat(ALINA).about(name)[0])
    world.portal.webhooks = webhooks
    world.portal.delete_lead(deleted)
    await world.advance(180)
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert len(world.comments(lead)) == 1
    assert not world.chat(ALINA).about("не принял")
