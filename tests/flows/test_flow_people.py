"""Who cannot be reached, who comes in, who leaves."""

from sandbox.world import ALINA, OWNER, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.people import Role
from tests.flows.harness import ALINA_ID, ANGELINA_ID, STAFF, TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import button, labels

WITHOUT_TIMUR = tuple(person for person in STAFF if person[0] != TIMUR_ID)


def first_lines(world: World, chat: int) -> list[str]:
    return [text.splitlines()[0] for text in world.chat(chat).texts]


async def invitation(world: World, inviter: int, name: str, role: str) -> str:
    """Invite somebody by taps; the code of the link."""
    await world.say(inviter, "/invite")
    await world.tap(inviter, inviter, name)
    await world.tap(inviter, inviter, role)
    link: str = button(world.chat(inviter).last, "📋 Ссылка")["copy_text"]["text"]
    return link.partition("?start=")[2]


# A manager who cannot be reached


async def test_a_manager_who_never_connected(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    await world.new_lead(TIMUR_ID)
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: ответственный не подключён к боту и карточку не видит: Тимур Садыков"
    ]


async def test_a_manager_who_is_known_and_never_pressed_start(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    await world.app.people.add(TIMUR_ID, TIMUR, Role.MANAGER, "Тимур Садыков")
    await world.new_lead(TIMUR_ID)
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: у ответственного бот остановлен, карточка не дошла: Тимур Садыков"
    ]


async def test_a_manager_who_stopped_the_bot_and_telegram_told_us(world: World) -> None:
    world.telegram.block(ALINA)
    await world.pump()
    await world.new_lead()
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: у ответственного бот остановлен, карточка не дошла: Алина Громова"
    ]
    assert [call.method for call in world.telegram.calls if call.status == 403] == []


async def test_a_manager_who_stopped_the_bot_and_nobody_told_us(world: World) -> None:
    world.telegram.block(ALINA)
    world.telegram.updates.drop_all()
    await world.new_lead()
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: у ответственного бот остановлен, карточка не дошла: Алина Громова"
    ]


async def test_who_comes_back_sees_how_the_cards_stand_now(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    world.telegram.block(ALINA)
    await world.pump()
    await world.change(lead, stageId="JUNK")
    await world.advance(60)
    assert world.chat(ALINA).last.plain.startswith("🔵")
    world.telegram.unblock(ALINA)
    await world.pump()
    assert world.chat(ALINA).last.plain.startswith("⚪")
    assert labels(world.chat(ALINA).last) == ["📋 Номер", "Открыть в Битрикс24"]


async def test_after_a_hand_over_the_escalation_names_whoever_stopped_the_bot(world: World) -> None:
    world.telegram.block(ALINA)
    await world.new_lead()
    await world.tap(VERA, SUPERVISORS_CHAT, "👉 Передать")
    await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков")
    told = world.chat(SUPERVISORS_CHAT).last.plain.splitlines()
    assert told[0] == "⚠️ Олег: у ответственного бот остановлен, карточка не дошла: Алина Громова"
    assert told[2].startswith("👉 Теперь ответственный: Тимур Садыков · Вера Климова")


async def test_an_escalation_that_had_to_wait_names_whoever_stopped_the_bot(world: World) -> None:
    world.telegram.block(ALINA)
    world.fail_next("telegram", "sendMessage", status=429, retry_after=7, about=str(SUPERVISORS_CHAT))
    lead = await world.new_lead()
    await world.change(lead, assignedById=TIMUR_ID)
    await world.advance(10)
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: у ответственного бот остановлен, карточка не дошла: Алина Громова"
    ]


async def test_open_leads_of_a_manager_who_stops_the_bot_go_to_the_supervisors(world: World) -> None:
    await world.new_lead(name="Олег")
    await world.new_lead(name="Мария")
    await world.tap(ALINA, ALINA, "Взял в работу")
    world.telegram.block(ALINA)
    await world.pump()
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: у ответственного бот остановлен, карточка не дошла: Алина Громова"
    ]


async def test_a_dismissed_manager(world: World) -> None:
    lead = await world.new_lead()
    world.portal.users[ALINA_ID]["ACTIVE"] = False
    await world.app.people.refresh()
    await world.pump()
    assert first_lines(world, SUPERVISORS_CHAT) == ["⚠️ Олег: ответственный больше не работает: Алина Громова"]
    toast = await world.tap(ALINA, ALINA, "Взял в работу")
    assert toast.alert
    assert world.writes(lead) == []
    await world.new_lead(name="Мария")
    assert len(world.chat(ALINA).texts) == 1
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 2


async def test_a_lead_with_nobody_responsible(world: World) -> None:
    lead = await world.new_lead(0)
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: у лида нет ответственного. Передайте его или возьмите себе"
    ]
    await world.tap(VERA, SUPERVISORS_CHAT, "👉 Передать")
    await world.tap(VERA, SUPERVISORS_CHAT, "Алина Громова")
    assert world.portal.leads[lead]["assignedById"] == ALINA_ID
    assert first_lines(world, ALINA) == ["🟢 Олег"]


async def test_a_lead_given_to_somebody_not_connected_says_to_whom(world: World) -> None:
    world.portal.add_user(17, "Новый", "Сотрудник")
    await world.app.people.refresh()
    lead = await world.new_lead()
    await world.change(lead, assignedById=17)
    assert world.chat(ALINA).last.plain.splitlines()[-1] == "Лид передан. Теперь ответственный: Новый Сотрудник"
    assert first_lines(world, SUPERVISORS_CHAT) == [
        "⚠️ Олег: ответственный не подключён к боту и карточку не видит: Новый Сотрудник"
    ]


async def test_without_supervisors_the_administrators_hear(new_world: NewWorld) -> None:
    world = await new_world(supervisors_chat_id=None, staff=((ALINA_ID, ALINA, Role.MANAGER),))
    world.telegram.start(OWNER)
    await world.new_lead(TIMUR_ID)
    assert "ответственный не подключён к боту" in world.chat(OWNER).last.plain


async def test_waiting_cards_arrive_when_the_person_connects(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    await world.new_lead(TIMUR_ID, name="Олег")
    await world.new_lead(TIMUR_ID, name="Мария")
    world.telegram.start(TIMUR)
    world.telegram.share_contact(TIMUR, "+79990000013")
    await world.pump()
    assert first_lines(world, TIMUR)[-2:] == ["🟢 Олег", "🟢 Мария"]
    assert labels(world.chat(TIMUR).last)[2] == "Взял в работу"


async def test_waiting_cards_arrive_when_the_person_lets_the_bot_in_again(world: World) -> None:
    world.telegram.block(ALINA)
    await world.new_lead()
    world.telegram.unblock(ALINA)
    await world.pump()
    assert first_lines(world, ALINA) == ["🟢 Олег"]


async def test_start_proves_that_the_bot_is_let_in_again(world: World) -> None:
    """Telegram told us of the block, and the news of its end was lost."""
    world.telegram.block(ALINA)
    await world.new_lead()
    world.telegram.unblock(ALINA)
    world.telegram.updates.drop_all()
    await world.say(ALINA, "/start")
    assert "🟢 Олег" in first_lines(world, ALINA)
    await world.new_lead(name="Мария")
    assert first_lines(world, ALINA)[-1] == "🟢 Мария"


# Coming in


async def test_an_invitation_lets_in_once(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    code = await invitation(world, VERA, "Тимур Садыков", "менеджер")
    world.telegram.start(TIMUR, code)
    await world.pump()
    assert world.chat(TIMUR).last.plain.splitlines()[:3] == [
        "Готово, вы подключены к «Пяти минутам».",
        "Тимур Садыков",
        "Роль: менеджер",
    ]
    world.telegram.add_user(5099, "Прохожий")
    world.telegram.start(5099, code)
    await world.pump()
    assert world.chat(5099).last.plain.startswith("Приглашение не подходит")
    await world.new_lead(TIMUR_ID)
    assert first_lines(world, TIMUR)[-1] == "🟢 Олег"


async def test_an_invitation_lives_for_a_week(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    code = await invitation(world, VERA, "Тимур Садыков", "менеджер")
    world.clock.to(world.clock.time() + 7 * 86400 + 1)
    world.telegram.start(TIMUR, code)
    await world.pump()
    assert world.chat(TIMUR).last.plain.startswith("Приглашение не подходит")


async def test_a_wrong_invitation(world: World) -> None:
    world.telegram.add_user(5099, "Прохожий")
    world.telegram.start(5099, "guessed")
    await world.pump()
    assert world.chat(5099).last.plain.startswith("Приглашение не подходит")


async def test_whoever_is_connected_already_does_not_use_an_invitation_up(new_world: NewWorld) -> None:
    """A supervisor tries the link before passing it on."""
    world = await new_world(staff=WITHOUT_TIMUR)
    code = await invitation(world, VERA, "Тимур Садыков", "менеджер")
    await world.say(VERA, f"/start {code}")
    assert world.chat(VERA).last.plain.startswith("Этот Telegram уже подключён: Вера Климова")
    world.telegram.start(TIMUR, code)
    await world.pump()
    assert world.chat(TIMUR).last.plain.startswith("Готово, вы подключены")


async def test_a_newer_invitation_replaces_the_older(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    older = await invitation(world, VERA, "Тимур Садыков", "менеджер")
    await invitation(world, VERA, "Тимур Садыков", "менеджер")
    world.telegram.start(TIMUR, older)
    await world.pump()
    assert world.chat(TIMUR).last.plain.startswith("Приглашение не подходит")


async def test_only_administrators_offer_every_role(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    await world.say(VERA, "/invite")
    names = ["Администратор портала", "Андрей Белов", "Денис Орлов", "Марина Котова", "Тимур Садыков"]
    assert labels(world.chat(VERA).last) == names
    await world.tap(VERA, VERA, "Тимур Садыков")
    assert labels(world.chat(VERA).last) == ["менеджер", "ответственный за источники", "менеджер по продажам"]
    world.telegram.start(OWNER)
    await world.say(OWNER, "/invite")
    await world.tap(OWNER, OWNER, "Тимур Садыков")
    assert "администратор" in labels(world.chat(OWNER).last)


async def test_a_manager_may_not_invite(world: World) -> None:
    await world.say(ALINA, "/invite")
    assert world.chat(ALINA).last.plain == "Это может только руководитель."


async def test_ones_own_number_lets_in(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    world.telegram.start(TIMUR)
    await world.pump()
    assert "Отправить мой номер" in str(world.chat(TIMUR).last.reply_markup)
    for phone in ("+79990000013", "79990000013", "8 999 000 00 13"):
        world.telegram.share_contact(TIMUR, phone)
        await world.pump()
        assert world.chat(TIMUR).last.plain.startswith("Готово, вы подключены")
        await world.app.people.remove(TIMUR_ID)


async def test_another_persons_number_does_not(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    world.telegram.add_user(5099, "Прохожий")
    world.telegram.start(5099)
    for owner in (TIMUR, 0):
        world.telegram.share_contact(5099, "+79990000013", owner)
        await world.pump()
        assert world.chat(5099).last.plain.startswith("Нужен ваш собственный номер")
    assert await world.app.people.by_telegram(5099) is None


async def test_a_number_nobody_has_and_one_that_two_have(world: World) -> None:
    world.telegram.add_user(5099, "Прохожий")
    world.telegram.start(5099)
    world.telegram.share_contact(5099, "+79990000999")
    await world.pump()
    assert world.chat(5099).last.plain.startswith("Такого номера нет")
    for user in (17, 18):
        world.portal.add_user(user, "Двойник", PERSONAL_MOBILE="+79990000998")
    world.telegram.share_contact(5099, "+79990000998")
    await world.pump()
    assert world.chat(5099).last.plain.startswith("Этот номер записан у нескольких сотрудников")


async def test_the_number_of_a_dismissed_employee_does_not(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    world.portal.users[TIMUR_ID]["ACTIVE"] = False
    world.telegram.start(TIMUR)
    world.telegram.share_contact(TIMUR, "+79990000013")
    await world.pump()
    assert world.chat(TIMUR).last.plain.startswith("Такого номера нет")


async def test_a_number_while_the_portal_is_down(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    world.down("bitrix24", 60)
    world.telegram.start(TIMUR)
    world.telegram.share_contact(TIMUR, "+79990000013")
    await world.pump()
    assert world.chat(TIMUR).last.plain.startswith("Битрикс24 сейчас не отвечает")


async def test_a_welcome_that_telegram_did_not_take_is_said_again(new_world: NewWorld) -> None:
    world = await new_world(staff=WITHOUT_TIMUR)
    code = await invitation(world, VERA, "Тимур Садыков", "менеджер")
    world.fail_next("telegram", "sendMessage", status=502)
    world.telegram.start(TIMUR, code)
    await world.pump()
    assert "вы подключены" in world.chat(TIMUR).last.plain or "уже подключены" in world.chat(TIMUR).last.plain


async def test_a_stranger_gets_one_polite_line(world: World) -> None:
    world.telegram.add_user(5099, "Прохожий")
    world.telegram.start(5099)
    await world.say(5099, "Здравствуйте")
    assert world.chat(5099).last.plain.startswith("Этот бот только для сотрудников")
    assert len(world.chat(5099).texts) == 2


async def test_help_and_words_out_of_place(world: World) -> None:
    await world.say(ALINA, "/help")
    assert "Ваша роль: менеджер" in world.chat(ALINA).last.plain
    await world.say(ALINA, "привет")
    assert world.chat(ALINA).last.plain == "Я понимаю кнопки и команды. Что умею: /help"


async def test_a_dismissed_person_is_told_why(world: World) -> None:
    world.portal.users[ALINA_ID]["ACTIVE"] = False
    await world.app.people.refresh()
    await world.say(ALINA, "/start")
    assert world.chat(ALINA).last.plain.startswith("В Битрикс24 ваша учётная запись отключена")
    await world.say(ALINA, "/invite")
    assert world.chat(ALINA).last.plain.startswith("В Битрикс24 ваша учётная запись отключена")


async def test_a_forged_invitation_by_a_manager_changes_nothing(world: World) -> None:
    await world.new_lead()
    card = world.chat(ALINA).last
    before = (card.plain, labels(card))
    for data in ("i1:13:admin:0", "i1:13:supervisor:0", "i1:0::0", "i1:13:manager:0", "i1:13::0"):
        toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
        assert (data, toast) == (data, Toast("Это может только руководитель.", alert=True))
    assert (card.plain, labels(card)) == before


async def test_a_forged_invitation_by_a_supervisor_is_refused_in_words(world: World) -> None:
    await world.say(VERA, "/invite")
    message = world.chat(VERA).last
    for data, words in (
        ("i1:13:admin:0", "Такую роль даёт только администратор."),
        ("i1:13:wizard:0", "Кнопка устарела: с лидом уже что-то сделали. Смотрите свежую карточку."),
    ):
        assert await world.press(VERA, VERA, message.id, data, forged=True) == Toast(words, alert=True)
    assert "Администратор портала" in labels(message)


async def test_a_supervisor_cannot_have_an_administrators_place_by_a_link(new_world: NewWorld) -> None:
    world = await new_world(staff=(*STAFF, (1, OWNER, Role.ADMIN)))
    await world.say(VERA, "/invite")
    message = world.chat(VERA).last
    for bitrix_id in (1, ANGELINA_ID, 999):
        await world.press(VERA, VERA, message.id, f"i1:{bitrix_id}:manager:0", forged=True)
        assert labels(message) == []
        assert "?start=" not in message.html
