"""The bot's token, the groups it writes to, its administrators, and its webhook."""

from collections.abc import AsyncIterator

from bot.app import App
from bot.commands.checks.finding import Finding
from handlers.web.telegram import PATH
from services.domain.gateways import CREDENTIALS, ChatMoved, Refused, TryLater
from services.telegram.chats import chat_admin_state, username
from services.telegram.errors import spoken
from services.telegram.methods import ReadChat


async def of_telegram(app: App) -> AsyncIterator[Finding]:
    """Nothing more is asked when the bot itself does not get through."""
    bot = await _bot(app)
    yield bot
    if bot.cure:
        return
    settings = app.settings
    groups = (("SUPERVISORS_CHAT_ID", settings.supervisors_chat_id), ("SOURCES_CHAT_ID", settings.sources_chat_id))
    for setting, chat_id in groups:
        if chat_id is not None:
            yield await _group(app, setting, chat_id)
    for telegram_id in settings.admin_ids:
        yield await _admin(app, telegram_id)
    if settings.public_url:
        yield await _webhook(app, settings.public_url + PATH)


async def _bot(app: App) -> Finding:
    say = app.texts.plain
    try:
        name = await username(app.bot)
    except Refused as refused:
        if refused.code == CREDENTIALS:
            return Finding(say("check-bot-token"), say("check-bot-token-cure"))
        return Finding(say("check-telegram-refused", reason=str(refused)), say("check-telegram-down-cure"))
    except TryLater:
        return Finding(say("check-telegram-down"), say("check-telegram-down-cure"))
    return Finding(say("check-bot", username=name))


async def _group(app: App, setting: str, chat_id: int) -> Finding:
    say = app.texts.plain
    try:
        state = await chat_admin_state(app.bot, chat_id)
    except ChatMoved as moved:
        cure = say("check-chat-moved-cure", setting=setting, chat=str(moved.chat_id))
        return Finding(say("check-chat-moved", setting=setting), cure)
    except Refused:
        return Finding(say("check-chat-missing", setting=setting), say("check-chat-missing-cure"))
    except TryLater:
        return Finding(say("check-telegram-down"), say("check-telegram-down-cure"))
    if state.status in ("left", "kicked"):
        return Finding(say("check-chat-missing", setting=setting), say("check-chat-missing-cure"))
    if not state.may_write:
        return Finding(say("check-chat-mute", setting=setting, title=state.title), say("check-chat-mute-cure"))
    return Finding(say("check-chat", setting=setting, title=state.title))


async def _admin(app: App, telegram_id: int) -> Finding:
    """Telegram knows a person's chat with the bot only after the person pressed Start."""
    say, number = app.texts.plain, str(telegram_id)
    try:
        chat = await spoken(app.bot(ReadChat(chat_id=telegram_id)))
    except TryLater:
        return Finding(say("check-telegram-down"), say("check-telegram-down-cure"))
    except (Refused, ChatMoved):
        return Finding(say("check-admin-apart", id=number), say("check-admin-apart-cure"))
    return Finding(say("check-admin", title=str(chat.get("first_name", "")), id=number))


async def _webhook(app: App, url: str) -> Finding:
    """Telegram keeps its last mistake after it is over: it counts only while updates wait."""
    say = app.texts.plain
    try:
        info = await spoken(app.bot.get_webhook_info())
    except (TryLater, Refused) as problem:
        return Finding(say("check-telegram-refused", reason=str(problem)), say("check-telegram-down-cure"))
    if info.url != url:
        return Finding(say("check-public-url-other", url=url), say("check-public-url-other-cure"))
    if info.last_error_message and info.pending_update_count:
        reason = say("check-public-url-failing", reason=info.last_error_message)
        return Finding(reason, say("check-public-url-failing-cure", url=url))
    return Finding(say("check-public-url", url=url))
