"""Chats and members; chat actions and reactions."""

from typing import Literal, get_args

from sandbox.telegram.chats import Json, member_json
from sandbox.telegram.errors import bad
from sandbox.telegram.methods.content import Params, check_topic, refuse_not_stood_in
from sandbox.telegram.state import State

Action = Literal[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]
ACTIONS = frozenset(get_args(Action))
_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 "
    "🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(_EMOJI.split())  # ReactionTypeEmoji of the Bot API


def get_chat(state: State, params: Params) -> Json:
    """A chat in full."""
    return state.chat(params.get("chat_id"), "read").full_json()


def get_chat_member(state: State, params: Params) -> Json:
    """A member of a chat; who is known and not in it has left."""
    chat = state.chat(params.get("chat_id"), "read")
    user_id = params.get("user_id", 0)
    if user_id == state.bot.id:
        return member_json(state.bot, "member" if chat.private else chat.bot_status)
    user = state.users.get(user_id)
    if user is None:
        raise bad("PARTICIPANT_ID_INVALID" if user_id > 0 else "invalid user_id specified")
    inside = user is chat.user or user in chat.members
    status = "administrator" if user_id in chat.administrators else "member"
    return member_json(user, status if inside else "left")


def get_chat_administrators(state: State, params: Params) -> list[Json]:
    """The administrators of a group, other bots left out."""
    chat = state.chat(params.get("chat_id"), "read")
    if chat.private:
        raise bad("there are no administrators in the private chat")
    people = [user for user in chat.members if user.id in chat.administrators]
    people += [state.bot] if chat.bot_status == "administrator" else []
    return [member_json(user, "administrator") for user in people]


def send_chat_action(state: State, params: Params) -> Literal[True]:
    """Show that the bot is busy."""
    refuse_not_stood_in(params)
    if params.get("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = state.chat(params.get("chat_id"), "write")
    check_topic(params)
    chat.action = (params["action"], state.clock())
    state.tell("action", chat_id=chat.id)
    return True


def set_message_reaction(state: State, params: Params) -> Literal[True]:
    """Set or take back the bot's reaction, one at most."""
    chat = state.chat(params.get("chat_id"), "read")
    message = state.message(chat, params.get("message_id"), "message to react")
    reactions = [each.get("emoji", "") for each in params.get("reaction", [])]
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if not REACTIONS.issuperset(reactions):
        raise bad("REACTION_INVALID")
    message.reactions = reactions
    state.tell("edit", chat_id=chat.id, message_id=message.id)
    return True
