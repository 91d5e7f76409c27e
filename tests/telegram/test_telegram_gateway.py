"""The messenger on the wire: what is sent, and what is made of the answer."""

import json

import pytest
from aiogram import Bot

from services.domain.gateways import UNREACHABLE, Button, ChatMoved, Message, Refused, TryLater
from services.telegram.chats import ChatState, chat_admin_state, username
from services.telegram.errors import MESSAGE_GONE
from services.telegram.gateway import ANSWER_LENGTH, Telegram
from services.telegram.markup import ask_contact, no_keyboard
from services.telegram.pace import CHAT, SLOT
from services.telegram.polling import ALLOWED_UPDATES, set_webhook, webhook_stands
from tests.telegram.conftest import NOW
from tests.telegram.scripted_api import ScriptedApi, error, ok

GROUP = -1005000000001
KEYBOARD = (
    (Button("Взял в работу", data="a1:7:take:0:0", style="success"), Button("📋 Номер", copy="+79990000001")),
    (Button("Открыть", url="https://portal.test/crm/lead/details/7/"),),
)


async def test_a_message_is_sent_whole(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("sendMessage", ok({"message_id": 31}))
    assert await telegram.send(7, Message("<b>Лид</b>", KEYBOARD, reply_to=30, silent=True)) == 31
    (sent,) = api.asked("sendMessage")
    assert sent.pop("chat_id") == "7"
    assert sent.pop("text") == "<b>Лид</b>"
    assert sent.pop("parse_mode") == "HTML"
    assert sent.pop("protect_content") == "true"
    assert sent.pop("disable_notification") == "true"
    assert json.loads(sent.pop("link_preview_options")) == {"is_disabled": True}
    assert json.loads(sent.pop("reply_parameters")) == {"message_id": 30, "allow_sending_without_reply": True}
    assert json.loads(sent.pop("reply_markup"))["inline_keyboard"] == [
        [
            {"text": "Взял в работу", "callback_data": "a1:7:take:0:0", "style": "success"},
            {"text": "📋 Номер", "copy_text": {"text": "+79990000001"}},
        ],
        [{"text": "Открыть", "url": "https://portal.test/crm/lead/details/7/"}],
    ]
    assert sent == {}
    assert telegram.last_success == NOW


async def test_a_group_may_forward(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("sendMessage", ok({"message_id": 1}))
    await telegram.send(GROUP, Message("да"))
    (sent,) = api.asked("sendMessage")
    assert sent["protect_content"] == "false"
    assert not sent.keys() & {"reply_markup", "reply_parameters"}


async def test_a_message_that_no_model_fits_counts_as_sent(api: ScriptedApi, telegram: Telegram) -> None:
    """aiogram's own class would refuse this answer, and the message would be sent again."""
    api.will("sendMessage", ok({"message_id": 31, "chat": {"type": "of next year"}, "date": "soon"}))
    assert await telegram.send(7, Message("да")) == 31


async def test_an_edit_replaces_text_and_keyboard(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("editMessageText", ok({"message_id": 31}), ok(True))
    await telegram.edit(7, 31, Message("<b>Взят</b>", KEYBOARD[1:]))
    await telegram.edit(7, 31, Message("Удалён"))
    first, second = api.asked("editMessageText")
    assert (first["chat_id"], first["message_id"], first["text"]) == ("7", "31", "<b>Взят</b>")
    assert "portal.test" in first["reply_markup"]
    assert "reply_markup" not in second


async def test_an_edit_that_changes_nothing_is_done(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("editMessageText", error(400, "Bad Request: message is not modified: specified new message content"))
    await telegram.edit(7, 31, Message("да"))


async def test_an_edit_of_nothing_is_refused(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("editMessageText", error(400, "Bad Request: message to edit not found"))
    with pytest.raises(Refused) as caught:
        await telegram.edit(7, 31, Message("да"))
    assert caught.value.code == MESSAGE_GONE


async def test_a_tap_is_answered(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("answerCallbackQuery", ok(), ok(), ok())
    assert await telegram.answer("q1", "Готово: <Недозвон>\ud83d")
    assert await telegram.answer("q2")
    assert await telegram.answer("q3", "ы" * 300, alert=True)
    said, silent, long = api.asked("answerCallbackQuery")
    assert said == {"callback_query_id": "q1", "text": "Готово: <Недозвон>?", "show_alert": False}
    assert "text" not in silent
    assert len(long["text"]) == ANSWER_LENGTH
    assert long["show_alert"] is True


@pytest.mark.parametrize(
    "answer",
    [
        error(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        error(429, "Too Many Requests: retry after 3", retry_after=3),
        error(502, "Bad Gateway"),
        error(401, "Unauthorized"),
    ],
)
async def test_a_tap_without_an_answer_breaks_nothing(api: ScriptedApi, telegram: Telegram, answer: object) -> None:
    api.will("answerCallbackQuery", answer)  # type: ignore[arg-type]
    assert not await telegram.answer("q1", "Готово")
    assert telegram.last_success == 0.0


async def test_what_is_said_directly_waits_for_its_time(
    api: ScriptedApi, telegram: Telegram, waits: list[float]
) -> None:
    api.will("sendMessage", *[ok({"message_id": 1})] * 3)
    for chat_id in (7, 7, 8):
        await telegram.say(chat_id, Message("да"))
    assert waits == pytest.approx([0, CHAT, SLOT], abs=1e-5)


async def test_a_flood_holds_the_chat(api: ScriptedApi, telegram: Telegram, waits: list[float]) -> None:
    api.will("sendMessage", error(429, "Too Many Requests: retry after 17", retry_after=17), ok({"message_id": 1}))
    with pytest.raises(TryLater):
        await telegram.say(7, Message("да"))
    await telegram.say(7, Message("да"))
    assert waits[1] == pytest.approx(17)


async def test_a_person_is_asked_for_the_own_number(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("sendMessage", ok({"message_id": 1}), ok({"message_id": 2}))
    await telegram.say(7, Message("Здравствуйте"), markup=ask_contact("Отправить номер"))
    await telegram.say(7, Message("Спасибо"), markup=no_keyboard())
    asked, thanked = (json.loads(each["reply_markup"]) for each in api.asked("sendMessage"))
    assert asked["keyboard"] == [[{"text": "Отправить номер", "request_contact": True}]]
    assert thanked == {"remove_keyboard": True}


@pytest.mark.parametrize(
    ("chat", "member", "may_write"),
    [
        ({"type": "supergroup"}, {"status": "member"}, True),
        ({"type": "supergroup", "permissions": {"can_send_messages": False}}, {"status": "member"}, False),
        ({"type": "supergroup", "permissions": {"can_send_messages": False}}, {"status": "administrator"}, True),
        ({"type": "group"}, {"status": "restricted", "is_member": True, "can_send_messages": True}, True),
        ({"type": "group"}, {"status": "restricted", "is_member": True, "can_send_messages": False}, False),
        ({"type": "group"}, {"status": "left"}, False),
        ({"type": "group"}, {"status": "kicked"}, False),
        ({"type": "channel"}, {"status": "administrator", "can_post_messages": False}, False),
        ({"type": "channel"}, {"status": "administrator", "can_post_messages": True}, True),
    ],
)
async def test_how_the_bot_stands_in_a_chat(
    api: ScriptedApi, bot: Bot, chat: dict[str, object], member: dict[str, object], may_write: bool
) -> None:
    api.will("getChat", ok({"id": GROUP, "title": "Источники", **chat}))
    api.will("getChatMember", ok({"user": {}, **member}))
    state = await chat_admin_state(bot, GROUP)
    assert state == ChatState("Источники", str(chat["type"]), str(member["status"]), may_write)
    assert api.asked("getChatMember") == [{"chat_id": str(GROUP), "user_id": str(bot.id)}]


async def test_a_chat_without_the_bot(api: ScriptedApi, bot: Bot) -> None:
    api.will("getChat", error(400, "Bad Request: chat not found"))
    with pytest.raises(Refused) as caught:
        await chat_admin_state(bot, GROUP)
    assert caught.value.code == UNREACHABLE


async def test_a_chat_that_moved(api: ScriptedApi, bot: Bot) -> None:
    api.will("getChat", error(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1009))
    with pytest.raises(ChatMoved):
        await chat_admin_state(bot, GROUP)


async def test_the_bot_knows_its_name(api: ScriptedApi, bot: Bot) -> None:
    api.will("getMe", ok({"id": 4242, "username": "five_minutes_bot"}))
    assert await username(bot) == "five_minutes_bot"


async def test_a_webhook_is_set_and_nothing_is_dropped(api: ScriptedApi, bot: Bot) -> None:
    api.will("setWebhook", ok())
    await set_webhook(bot, "https://bot.test/telegram/webhook", "s" * 64)
    (sent,) = api.asked("setWebhook")
    assert sent["url"] == "https://bot.test/telegram/webhook"
    assert sent["secret_token"] == "s" * 64
    assert sent["drop_pending_updates"] == "false"
    assert json.loads(sent["allowed_updates"]) == list(ALLOWED_UPDATES)


@pytest.mark.parametrize(("url", "stands"), [("https://bot.test/telegram/webhook", True), ("", False)])
async def test_a_webhook_that_somebody_deleted_is_noticed(api: ScriptedApi, bot: Bot, url: str, stands: bool) -> None:
    api.will("getWebhookInfo", ok({"url": url, "has_custom_certificate": False, "pending_update_count": 0}))
    assert await webhook_stands(bot, "https://bot.test/telegram/webhook") is stands
