"""The bot about itself: who it is, its commands, its menu button."""

import json
import re
from typing import Literal

from sandbox.telegram.chats import Json
from sandbox.telegram.errors import bad
from sandbox.telegram.methods.content import Params
from sandbox.telegram.state import State

COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
FULL = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_guest_queries": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
}


def get_me(state: State, _params: Params) -> Json:
    """The bot."""
    return state.bot.json() | FULL


def set_my_commands(state: State, params: Params) -> Literal[True]:
    """Commands for one scope and language."""
    if "commands" not in params:
        raise bad('parameter "commands" is required')
    commands: list[Json] = params["commands"]
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not command["description"].strip():
            raise bad("command description must be non-empty")
        if len(command["description"]) > 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    kept = [command | {"command": command["command"].lstrip("/")} for command in commands]
    state.commands[_scope(state, params)] = kept
    state.tell("chat")
    return True


def get_my_commands(state: State, params: Params) -> list[Json]:
    """The commands of one scope and language, and of no other."""
    return state.commands.get(_scope(state, params), [])


def menu_of(state: State, chat_id: int) -> list[Json]:
    """What the menu of a private chat shows to a client whose language has no menu of its own: the nearest scope."""
    scopes = ({"type": "chat", "chat_id": chat_id}, {"type": "all_private_chats"}, {"type": "default"})
    found = (state.commands.get(_key(scope, "")) for scope in scopes)
    return next((commands for commands in found if commands), [])


def _scope(state: State, params: Params) -> str:
    scope = params.get("scope", {"type": "default"})
    if "chat_id" in scope:
        state.chat(scope["chat_id"], "read")
    return _key(scope, params.get("language_code", ""))


def _key(scope: Json, language: str) -> str:
    return json.dumps([scope, language], sort_keys=True)


def set_chat_menu_button(state: State, params: Params) -> Literal[True]:
    """The menu button of one private chat, or of all."""
    button: Json = params.get("menu_button", {"type": "default"})
    url = button.get("web_app", {}).get("url", "https://")
    if not url.startswith("https://"):
        raise bad(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    if "chat_id" not in params:
        state.menu_button = button
        return True
    chat = state.chat(params["chat_id"], "read")
    if not chat.private:
        raise bad("chat not found")
    chat.menu_button = button
    state.tell("chat", chat_id=chat.id)
    return True
