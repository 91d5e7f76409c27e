"""getUpdates: long polling, offsets, two pollers, kinds, expiry."""

import asyncio

from tests.sandbox.telegram.stand import ALINA, STRANGER, Stand


async def card(stand: Stand, chat_id: int = ALINA) -> int:
    """A message with one button, whose data is "take"."""
    markup = {"inline_keyboard": [[{"text": "Взял", "callback_data": "take"}]]}
    sent = await stand.call("sendMessage", chat_id=chat_id, text="Лид", reply_markup=markup)
    return int(sent["result"]["message_id"])


async def test_what_is_not_confirmed_comes_again_and_an_offset_confirms(stand: Stand) -> None:
    stand.telegram.say(ALINA, ALINA, "раз")
    stand.telegram.say(ALINA, ALINA, "два")
    first, second = await stand.updates()
    assert [each["update_id"] for each in await stand.updates()] == [first["update_id"], second["update_id"]]
    assert second["update_id"] == first["update_id"] + 1
    assert await stand.updates(offset=second["update_id"]) == [second]
    assert await stand.updates(offset=second["update_id"] + 1) == []
    assert await stand.updates() == []


async def test_limit_and_negative_offset(stand: Stand) -> None:
    for text in ("раз", "два", "три"):
        stand.telegram.say(ALINA, ALINA, text)
    assert [each["message"]["text"] for each in await stand.updates(limit=2)] == ["раз", "два"]
    assert [each["message"]["text"] for each in await stand.updates(offset=-1)] == ["три"]
    assert [each["message"]["text"] for each in await stand.updates()] == ["три"]


async def test_a_poll_wakes_at_once(stand: Stand) -> None:
    waiting = asyncio.create_task(stand.updates(timeout=30))
    await stand.polling()
    loop = asyncio.get_running_loop()
    began = loop.time()
    stand.telegram.say(ALINA, ALINA, "да")
    assert [each["message"]["text"] for each in await waiting] == ["да"]
    assert loop.time() - began < 1


async def test_of_two_pollers_the_older_is_sent_away(stand: Stand) -> None:
    older = asyncio.create_task(stand.call("getUpdates", timeout=30))
    await stand.polling()
    younger = asyncio.create_task(stand.updates(timeout=30))
    body = await older
    await stand.polling()
    assert body["error_code"] == 409
    assert body["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    stand.telegram.say(ALINA, ALINA, "да")
    assert len(await younger) == 1


async def test_setting_a_webhook_ends_a_poll(stand: Stand) -> None:
    polling = asyncio.create_task(stand.call("getUpdates", timeout=30))
    await stand.polling()
    await stand.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await polling)["description"] == "Conflict: terminated by setWebhook request"


async def test_only_the_kinds_asked_for_are_kept_and_the_choice_stays(stand: Stand) -> None:
    await stand.updates(allowed_updates=["callback_query"])
    stand.telegram.say(ALINA, ALINA, "не слышно")
    message_id = await card(stand)
    stand.telegram.press(ALINA, ALINA, message_id, "take")
    assert ["callback_query" in each for each in await stand.updates()] == [True]
    await stand.updates(allowed_updates=[])
    stand.telegram.say(ALINA, ALINA, "слышно")
    assert len(await stand.updates()) == 2


async def test_a_tap_expires_after_150_seconds_and_a_message_after_24_hours(stand: Stand) -> None:
    stand.telegram.press(ALINA, ALINA, await card(stand), "take")
    stand.telegram.say(ALINA, ALINA, "да")
    stand.now += 149
    assert len(await stand.updates()) == 2
    stand.now += 1
    assert ["message" in each for each in await stand.updates()] == [True]
    stand.now += 86400 - 150
    assert await stand.updates() == []


async def test_numbers_go_on_after_a_restart(stand: Stand) -> None:
    stand.telegram.say(ALINA, ALINA, "до")
    (before,) = await stand.updates()
    later = Stand(now=stand.now + 60)
    later.telegram.say(ALINA, ALINA, "после")
    assert min(later.telegram.updates.waiting) > before["update_id"]


async def test_the_same_offset_at_once_gets_one_update_at_most(stand: Stand) -> None:
    stand.telegram.updates.limits = type(stand.limits)(same_offset_wait=0.05, same_offset_single=30)
    stand.telegram.say(ALINA, ALINA, "раз")
    stand.telegram.say(ALINA, ALINA, "два")
    assert len(await stand.updates()) == 2
    assert len(await stand.updates()) == 1


async def test_an_injected_update_comes_as_it_is(stand: Stand) -> None:
    number = stand.telegram.inject({"message": {"unheard": "of"}})
    assert await stand.updates() == [{"update_id": number, "message": {"unheard": "of"}}]


async def test_what_a_tap_carries(stand: Stand) -> None:
    message_id = await card(stand)
    query_id = stand.telegram.press(ALINA, ALINA, message_id, "take")
    forged = stand.telegram.press(ALINA, ALINA, 9999, "anything", forged=True)
    first, second = [each["callback_query"] for each in await stand.updates()]
    assert (first["id"], first["data"], first["from"]["id"]) == (query_id, "take", ALINA)
    assert first["message"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "take"
    assert second["message"] == {"chat": first["message"]["chat"], "message_id": 9999, "date": 0}
    assert first["chat_instance"] == second["chat_instance"]
    assert forged != query_id


async def test_a_tap_is_answered_once(stand: Stand) -> None:
    query_id = stand.telegram.press(ALINA, ALINA, await card(stand), "take")
    stand.now += 150
    assert (await stand.call("answerCallbackQuery", callback_query_id=query_id, text="Принято", show_alert=True))["ok"]
    told = stand.telegram.answers[query_id]
    assert (told["text"], told["show_alert"], told["at"]) == ("Принято", True, stand.now)
    assert not (await stand.call("answerCallbackQuery", callback_query_id=query_id))["ok"]
    assert not (await stand.call("answerCallbackQuery", callback_query_id=query_id, text="я" * 201))["ok"]


async def test_a_stranger_to_the_bot_has_no_chat(stand: Stand) -> None:
    assert STRANGER not in stand.telegram.chats
    stand.telegram.start(STRANGER, "invitation_1")
    assert [each["message"]["text"] for each in await stand.updates()] == ["/start invitation_1"]
