"""A real aiogram bot goes through every method that is stood in; every object fits the Bot API's schema."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ButtonStyle, ChatMemberStatus
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonWebApp,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
    WebAppInfo,
)
from aiogram.utils.formatting import Bold, DateTime, ExpandableBlockQuote, Text

from sandbox.telegram.methods import METHODS
from sandbox.telegram.signatures import KNOWN
from tests.sandbox.telegram.stand import ALINA, BASIC, GROUP, STRANGER, TOKEN, Stand

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "telegram"
MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Взял в работу", callback_data="l1:1:take", style=ButtonStyle.SUCCESS)],
        [InlineKeyboardButton(text="Телефон", copy_text=CopyTextButton(text="+79990000001"))],
    ]
)


def rows(message: Message) -> list[list[InlineKeyboardButton]]:
    """The inline keyboard, without the bot that aiogram hangs on every object."""
    assert message.reply_markup is not None
    return InlineKeyboardMarkup.model_validate(message.reply_markup.model_dump()).inline_keyboard


async def test_messages(stand: Stand, bot: Bot) -> None:
    sent = await bot.send_message(ALINA, "<b>Лид</b> &lt;1&gt;", parse_mode="HTML", reply_markup=MARKUP)
    assert (sent.text, sent.html_text) == ("Лид <1>", "<b>Лид</b> &lt;1&gt;")
    assert rows(sent) == MARKUP.inline_keyboard
    answer = await bot.send_message(
        ALINA, "ответ", reply_parameters=ReplyParameters(message_id=sent.message_id), reply_markup=ForceReply()
    )
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.message_id == sent.message_id
    edited = await bot.edit_message_text("Взят", chat_id=ALINA, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("Взят", None)
    again = await bot.edit_message_reply_markup(chat_id=ALINA, message_id=sent.message_id, reply_markup=MARKUP)
    assert isinstance(again, Message)
    assert rows(again) == MARKUP.inline_keyboard
    copied = await bot.copy_message(ALINA, ALINA, sent.message_id)
    forwarded = await bot.forward_message(ALINA, ALINA, sent.message_id)
    assert forwarded.message_id == copied.message_id + 1
    assert await bot.delete_message(ALINA, sent.message_id)
    assert stand.telegram.chats[ALINA].find(sent.message_id) is None


async def test_formatting_as_entities(bot: Bot) -> None:
    age = DateTime("12:30", unix_time=1_790_000_000, date_time_format="r")
    content = Text(Bold("😀 Анна"), " ", age, ExpandableBlockQuote("a"))
    sent = await bot.send_message(ALINA, **content.as_kwargs())
    assert [entity.type for entity in sent.entities or []] == ["bold", "date_time", "expandable_blockquote"]


async def test_taps(stand: Stand, bot: Bot) -> None:
    sent = await bot.send_message(ALINA, "Лид", reply_markup=MARKUP)
    stand.telegram.press(ALINA, ALINA, sent.message_id, "l1:1:take")
    update = (await bot.get_updates(offset=-1))[0]
    assert update.callback_query is not None
    assert update.callback_query.data == "l1:1:take"
    assert await update.callback_query.answer("Принято")
    assert stand.telegram.answers[update.callback_query.id]["text"] == "Принято"


async def test_files(stand: Stand, bot: Bot) -> None:
    shot = BufferedInputFile(b"picture", "shot.png")
    photo = await bot.send_photo(GROUP, shot, caption="<i>Снимок</i>", parse_mode="HTML")
    assert photo.photo is not None
    assert photo.caption == "Снимок"
    edited = await bot.edit_message_caption(chat_id=GROUP, message_id=photo.message_id, caption="Другой")
    assert isinstance(edited, Message)
    assert edited.caption == "Другой"
    document = await bot.send_document(ALINA, BufferedInputFile(b"table", "отчёт.csv"))
    assert document.document is not None
    assert document.document.file_name == "отчёт.csv"
    file = await bot.get_file(document.document.file_id)
    assert file.file_path is not None
    downloaded = await bot.download_file(file.file_path)
    assert downloaded is not None
    assert downloaded.read() == b"table"
    stand.telegram.send_file(ALINA, ALINA, "screen.png", b"x" * (20 * 1024 * 1024 + 1))
    big = (await bot.get_updates(offset=-1))[0].message
    assert big is not None
    assert big.photo is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(big.photo[0].file_id)


async def test_chats_and_members(stand: Stand, bot: Bot) -> None:
    assert (await bot.get_chat(GROUP)).title == "Руководители"
    assert (await bot.get_chat(ALINA)).first_name == "Алина"
    stand.telegram.chats[GROUP].administrators.add(ALINA)
    stand.telegram.set_bot_status(GROUP, "administrator")
    assert [member.user.id for member in await bot.get_chat_administrators(GROUP)] == [ALINA, bot.id]
    statuses = [(await bot.get_chat_member(GROUP, user_id)).status for user_id in (ALINA, STRANGER, bot.id)]
    assert statuses == [ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.LEFT, ChatMemberStatus.ADMINISTRATOR]
    stand.telegram.set_bot_status(GROUP, "restricted")
    assert (await bot.get_chat_member(GROUP, bot.id)).status == ChatMemberStatus.RESTRICTED
    assert await bot.send_chat_action(ALINA, "typing")
    message_id = stand.telegram.say(ALINA, ALINA, "готово")
    assert await bot.set_message_reaction(ALINA, message_id, [ReactionTypeEmoji(emoji="👌")])
    assert stand.telegram.chats[ALINA].messages[-1].reactions == ["👌"]
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await bot.set_message_reaction(ALINA, message_id, [ReactionTypeEmoji(emoji="✅")])


async def test_commands_and_menu(stand: Stand, bot: Bot) -> None:
    scope = BotCommandScopeChat(chat_id=ALINA)
    assert await bot.set_my_commands([BotCommand(command="my", description="Мои лиды")], scope=scope)
    assert [each.command for each in await bot.get_my_commands(scope=scope)] == ["my"]
    assert await bot.get_my_commands() == []
    button = MenuButtonWebApp(text="Доска", web_app=WebAppInfo(url="https://example.com/board"))
    assert await bot.set_chat_menu_button(chat_id=ALINA, menu_button=button)
    assert stand.telegram.chats[ALINA].menu_button == button.model_dump(exclude_none=True)
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand(command="Мои", description="Мои лиды")])


async def test_webhook(bot: Bot) -> None:
    assert await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="s", allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates) == ("http://127.0.0.1:9/hook", ["message"])
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()
    assert await bot.delete_webhook(drop_pending_updates=False)


async def test_refusals_become_aiograms_exceptions(stand: Stand, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(STRANGER, "да")
    new = stand.telegram.upgrade_group(BASIC)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(BASIC, "да")
    assert moved.value.migrate_to_chat_id == new
    for _ in range(5):
        await bot.send_message(ALINA, "да")
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(ALINA, "да")
    assert flood.value.retry_after == 1
    stand.telegram.block(ALINA)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(ALINA, "да")
    stand.telegram.revoked = True
    with pytest.raises(TelegramUnauthorizedError):
        await bot.get_me()


async def test_every_method_that_aiogram_has_is_known(stand: Stand, bot: Bot) -> None:
    assert len(KNOWN) > 180
    assert set(METHODS) <= {model.__api_method__ for model in KNOWN.values()}
    with pytest.raises(TelegramBadRequest, match="is not stood in"):
        await bot.log_out()

    class Unheard(TelegramMethod[bool]):
        __returning__ = bool
        __api_method__ = "unheardOf"

    with pytest.raises(TelegramNotFound, match="method not found"):
        await bot(Unheard())


async def test_polling_with_a_dispatcher(stand: Stand, bot: Bot) -> None:
    bot.default = DefaultBotProperties(parse_mode="HTML", protect_content=True, link_preview_is_disabled=True)
    dispatcher, done = Dispatcher(), asyncio.Event()

    @dispatcher.message()
    async def greet(message: Message) -> None:
        await message.answer("<b>Лид</b>", reply_markup=MARKUP)
        stand.telegram.press(ALINA, ALINA, stand.telegram.chats[ALINA].messages[-1].id, "l1:1:take")

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Взят")
        await query.answer("Принято")
        done.set()

    stand.telegram.say(ALINA, ALINA, "/start")
    how = {"handle_signals": False, "close_bot_session": False, "handle_as_tasks": False}
    polling = asyncio.create_task(dispatcher.start_polling(bot, **how))
    async with asyncio.timeout(10):
        await done.wait()
    await dispatcher.stop_polling()
    await polling
    last = stand.telegram.chats[ALINA].messages[-1]
    assert (last.plain, last.rows, last.options["has_protected_content"]) == ("Взят", [], True)
    assert [each["text"] for each in stand.telegram.answers.values()] == ["Принято"]


class Schema:
    """The Bot API's description of methods and types, with what 10.2 and 10.3 add."""

    def __init__(self) -> None:
        base = json.loads((REFERENCE / "api.json").read_text())
        more = json.loads((REFERENCE / "api_additions_10.3.json").read_text())
        self.methods: dict[str, Any] = base["methods"]
        self.types: dict[str, Any] = base["types"]
        for kind, known in (("methods", self.methods), ("types", self.types)):
            for name, entry in more[kind].items():
                if entry.get("new"):
                    known[name] = entry
                else:
                    known[name]["fields"] = known[name].get("fields", []) + entry["fields"]

    def check(self, value: Any, kinds: list[str], place: str) -> None:
        """Fail unless the value is of one of the types."""
        faults = [self.fault(value, kind, place) for kind in kinds]
        assert None in faults, f"{place}: {faults}"

    def fault(self, value: Any, kind: str, place: str) -> str | None:
        """Why the value is not of that type, None when it is."""
        plain = {"Integer": int, "Float": float, "String": str, "Boolean": bool, "True": bool}
        if kind in plain:
            fits = type(value) is plain[kind]
            return None if fits else f"{place}: {value!r} is no {kind}"
        if kind.startswith("Array of "):
            faults = [self.fault(each, kind.removeprefix("Array of "), f"{place}[]") for each in value]
            return next(filter(None, faults), None)
        entry = self.types[kind]
        if entry.get("subtypes"):
            faults = [self.fault(value, subtype, place) for subtype in entry["subtypes"]]
            return None if None in faults else f"{place}: no {kind}: {faults}"
        return self._object(value, kind, {field["name"]: field for field in entry.get("fields", [])}, place)

    def _object(self, value: Any, kind: str, fields: dict[str, Any], place: str) -> str | None:
        if not isinstance(value, dict):
            return f"{place}: {value!r} is no {kind}"
        if unknown := value.keys() - fields.keys():
            return f"{place}: {kind} has no {unknown}"
        if missing := {name for name, field in fields.items() if field["required"]} - value.keys():
            return f"{place}: {kind} lacks {missing}"
        for name, each in value.items():
            faults = [self.fault(each, one, f"{place}.{name}") for one in fields[name]["types"]]
            if None not in faults:
                return str(faults)
        return None


@pytest.fixture
def schema() -> Schema:
    if not REFERENCE.exists():
        pytest.skip("the Bot API's schema ../shared/reference/telegram is not here")
    return Schema()


async def test_every_object_fits_the_schema(stand: Stand, schema: Schema) -> None:
    stand.telegram.flood.limits = type(stand.limits)(flood=False)
    people = stand.telegram
    people.set_bot_status(GROUP, "administrator")
    people.send_file(ALINA, ALINA, "a.png", b"picture", "подпись /start")
    people.send_file(ALINA, GROUP, "a.pdf", b"document")
    people.forward(ALINA, ALINA, "Здравствуйте", "Светлана")
    people.send_voice(ALINA, ALINA)
    people.send_sticker(ALINA, ALINA)
    people.share_contact(ALINA, "+79990000012")
    photo = people.chats[ALINA].messages[-5].media["photo"][0]["file_id"]
    document = people.chats[GROUP].messages[-1].media["document"]["file_id"]
    html = '<b>Лид</b> <tg-time unix="1790000000" format="r">1</tg-time> <a href="tg://user?id=5012">Алина</a> a@b.ru'
    markup = MARKUP.model_dump(exclude_none=True)
    sent = await stand.call("sendMessage", chat_id=ALINA, text=html, parse_mode="HTML", reply_markup=markup)
    message = {"chat_id": ALINA, "message_id": sent["result"]["message_id"]}
    query = people.press(ALINA, ALINA, message["message_id"], "l1:1:take")
    people.press(ALINA, ALINA, 9999, "forged", forged=True)
    photo_sent = await stand.call("sendPhoto", chat_id=ALINA, photo=photo)
    caption = {"chat_id": ALINA, "message_id": photo_sent["result"]["message_id"], "caption": "новая"}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("sendMessage", {"chat_id": GROUP, "text": "да", "reply_parameters": {"message_id": 1}}),
        ("sendMessage", {"chat_id": ALINA, "text": "да", "link_preview_options": {"is_disabled": True}}),
        ("editMessageText", message | {"text": "нет", "reply_markup": markup}),
        ("editMessageReplyMarkup", message),
        ("editMessageCaption", caption),
        ("sendPhoto", {"chat_id": ALINA, "photo": photo, "caption": "да"}),
        ("sendDocument", {"chat_id": ALINA, "document": document}),
        ("copyMessage", {"chat_id": ALINA, "from_chat_id": ALINA, "message_id": message["message_id"]}),
        ("forwardMessage", {"chat_id": ALINA, "from_chat_id": ALINA, "message_id": message["message_id"]}),
        ("answerCallbackQuery", {"callback_query_id": query}),
        ("getFile", {"file_id": photo}),
        ("getChat", {"chat_id": ALINA}),
        ("getChat", {"chat_id": GROUP}),
        *[("getChatMember", {"chat_id": GROUP, "user_id": user}) for user in (ALINA, STRANGER, people.bot.id)],
        ("getChatAdministrators", {"chat_id": GROUP}),
        ("sendChatAction", {"chat_id": ALINA, "action": "typing"}),
        ("setMessageReaction", message | {"reaction": [{"type": "emoji", "emoji": "👌"}]}),
        ("setMyCommands", {"commands": [{"command": "my", "description": "Мои лиды"}]}),
        ("getMyCommands", {}),
        ("setChatMenuButton", {"chat_id": ALINA}),
        ("getWebhookInfo", {}),
        ("deleteMessage", message),
    ]
    for method, params in calls:
        body = await stand.call(method, **params)
        assert body["ok"], (method, body)
        schema.check(body["result"], schema.methods[method]["returns"], method)
    people.set_bot_status(GROUP, "restricted")
    people.upgrade_group(BASIC)
    people.block(ALINA)
    updates = await stand.updates()
    kinds = {kind for update in updates for kind in update if kind != "update_id"}
    assert kinds == {"message", "callback_query", "my_chat_member"}
    schema.check(updates, schema.methods["getUpdates"]["returns"], "getUpdates")
    await stand.call("setWebhook", url="http://127.0.0.1:9/hook", allowed_updates=["message"])
    schema.check((await stand.call("getWebhookInfo"))["result"], ["WebhookInfo"], "getWebhookInfo")
    assert {method for method, _ in calls} | {"getUpdates", "setWebhook", "deleteWebhook"} == set(METHODS)


async def test_a_file_is_not_given_out_without_the_token(stand: Stand) -> None:
    stand.telegram.send_file(ALINA, ALINA, "a.png", b"picture")
    path = next(iter(stand.telegram.files.by_path))
    assert (await stand.client.get(f"/file/bot{TOKEN}/{path}")).status == 200
    assert (await stand.client.get(f"/file/bot{TOKEN}x/{path}")).status == 401
    assert (await stand.client.get(f"/file/bot{TOKEN}/nothing")).status == 404
