"""What people do and what the bot hears of it."""

import pytest

from sandbox.telegram.world import NotPossibleError
from tests.sandbox.telegram.stand import ALINA, BASIC, GROUP, STRANGER, TIMUR, Stand


async def test_blocking_and_unblocking_are_told(stand: Stand) -> None:
    stand.telegram.block(ALINA)
    stand.telegram.block(ALINA)
    stand.telegram.start(ALINA)
    updates = await stand.updates()
    moves = [
        (each["my_chat_member"]["old_chat_member"]["status"], each["my_chat_member"]["new_chat_member"]["status"])
        for each in updates
        if "my_chat_member" in each
    ]
    assert moves == [("member", "kicked"), ("kicked", "member")]
    assert updates[-1]["message"]["text"] == "/start"
    assert (await stand.call("sendMessage", chat_id=ALINA, text="да"))["ok"]


async def test_who_blocked_the_bot_cannot_write_or_tap(stand: Stand) -> None:
    stand.telegram.block(ALINA)
    with pytest.raises(NotPossibleError):
        stand.telegram.say(ALINA, ALINA, "да")
    with pytest.raises(NotPossibleError):
        stand.telegram.say(STRANGER, GROUP, "да")


async def test_privacy_mode(stand: Stand) -> None:
    sent = await stand.call("sendMessage", chat_id=GROUP, text="Чей источник?")
    for text in ("болтовня", "/stats", "/stats@five_minutes_bot", "/stats@other_bot"):
        stand.telegram.say(TIMUR, GROUP, text)
    stand.telegram.say(TIMUR, GROUP, "рекомендация", reply_to=sent["result"]["message_id"])
    stand.telegram.say(ALINA, GROUP, "и я", reply_to=stand.telegram.chats[GROUP].messages[1].id)
    heard = [each["message"] for each in await stand.updates()]
    assert [each["text"] for each in heard] == ["/stats", "/stats@five_minutes_bot", "рекомендация"]
    assert heard[-1]["reply_to_message"]["text"] == "Чей источник?"
    stand.telegram.chats[GROUP].bot_status = "administrator"
    stand.telegram.say(TIMUR, GROUP, "слышно всё")
    assert len(await stand.updates()) == 4


async def test_being_kicked_and_upgraded_is_told(stand: Stand) -> None:
    new = stand.telegram.upgrade_group(BASIC)
    stand.telegram.kick(GROUP)
    first, second, third = await stand.updates()
    assert first["message"]["migrate_to_chat_id"] == new
    assert (second["message"]["chat"]["id"], second["message"]["migrate_from_chat_id"]) == (new, BASIC)
    assert third["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(NotPossibleError):
        stand.telegram.upgrade_group(GROUP)


async def test_contacts(stand: Stand) -> None:
    stand.telegram.share_contact(ALINA, "+79990000012")
    stand.telegram.share_contact(ALINA, "79990000013", TIMUR)
    stand.telegram.share_contact(ALINA, "79990000014", 0)
    contacts = [each["message"]["contact"] for each in await stand.updates()]
    assert [each.get("user_id") for each in contacts] == [ALINA, TIMUR, None]
    assert contacts[0] == {
        "phone_number": "+79990000012",
        "first_name": "Алина",
        "last_name": "Громова",
        "user_id": ALINA,
    }


async def test_a_button_that_is_not_there_cannot_be_tapped(stand: Stand) -> None:
    markup = {"inline_keyboard": [[{"text": "Взял", "callback_data": "take"}]]}
    sent = (await stand.call("sendMessage", chat_id=ALINA, text="Лид", reply_markup=markup))["result"]
    with pytest.raises(NotPossibleError):
        stand.telegram.press(ALINA, ALINA, sent["message_id"], "reject")
    await stand.call("editMessageText", chat_id=ALINA, message_id=sent["message_id"], text="Взят")
    with pytest.raises(NotPossibleError):
        stand.telegram.press(ALINA, ALINA, sent["message_id"], "take")


async def test_what_a_page_can_show(stand: Stand) -> None:
    told: list[dict[str, object]] = []
    stand.telegram.listeners.append(told.append)
    markup = {"inline_keyboard": [[{"text": "Взял", "callback_data": "take"}]]}
    params = {"chat_id": ALINA, "text": "<b>Лид</b>", "parse_mode": "HTML", "reply_markup": markup}
    sent = (await stand.call("sendMessage", **params))["result"]
    stand.now += 5
    await stand.call("editMessageText", chat_id=ALINA, message_id=sent["message_id"], text="1 < 2")
    message = stand.telegram.chats[ALINA].messages[-1]
    assert (message.html, message.plain, message.rows, message.from_bot) == ("1 &lt; 2", "1 < 2", [], True)
    assert message.edit_date == stand.now
    assert message.history == [(stand.now - 5, "<b>Лид</b>", markup["inline_keyboard"])]
    assert [each["what"] for each in told] == ["message", "call", "edit", "call"]
