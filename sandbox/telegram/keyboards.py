"""Reply markup: what may stand in it, and the server's words when it may not. Field names are aiogram's."""

from typing import Any

from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from sandbox.telegram import limits
from sandbox.telegram.errors import bad, small_first
from sandbox.telegram.tags import USER_LINK, checked_url

Markup = dict[str, Any]
BUTTON = frozenset(InlineKeyboardButton.model_fields)
ACTIONS = BUTTON - {"text", "style", "icon_custom_emoji_id"}
REPLY_BUTTON = frozenset(KeyboardButton.model_fields)
STYLES = frozenset(("danger", "success", "primary"))
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}
MARKUPS = {
    "inline_keyboard": frozenset(InlineKeyboardMarkup.model_fields),
    "keyboard": frozenset(ReplyKeyboardMarkup.model_fields),
    "remove_keyboard": frozenset(ReplyKeyboardRemove.model_fields),
    "force_reply": frozenset(ForceReply.model_fields),
}


def check(markup: Any, private: bool) -> Markup | None:
    """The markup as the server keeps it, None for none; raises `ApiError`."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    kind = next((name for name in MARKUPS if name in markup), None)
    if kind is None or not MARKUPS[kind].issuperset(markup):
        raise bad(f"sandbox: reply markup has unknown fields: {', '.join(markup)}")
    if kind == "inline_keyboard":
        return _inline(markup, private)
    _check_placeholder(markup)
    if kind == "keyboard":
        return _reply(markup, private)
    return markup if markup[kind] else None


def _rows(markup: Markup, name: str, words: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}"{words} must be an Array of Arrays')
    return rows


def _inline(markup: Markup, private: bool) -> Markup | None:
    """The library cuts silently at 12 buttons in a row and 300 in all."""
    rows, left = [], limits.BUTTONS
    for row in _rows(markup, "inline_keyboard", " of the InlineKeyboardMarkup"):
        for button in row:
            _check_button(button, private)
        kept = row[: min(limits.ROW, left)]
        left -= len(kept)
        if kept:
            rows.append(kept)
    return {**markup, "inline_keyboard": rows} if rows else None


def _check_button(button: Any, private: bool) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise _button_fault("InlineKeyboardButton must be an Object" if not isinstance(button, dict) else _NO_TEXT)
    if not BUTTON.issuperset(button):
        raise _button_fault(f"sandbox: unknown fields {', '.join(sorted(button.keys() - BUTTON))}")
    style = button.get("style")
    if style is not None and style not in STYLES:
        raise _button_fault("invalid button style specified")
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions or (actions[0] in ("url", "callback_data") and not button[actions[0]]):
        raise _button_fault("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _button_fault(f"sandbox: exactly one action is allowed, found {', '.join(sorted(actions))}")
    if not button["text"]:
        raise bad("inline keyboard button text must be non-empty")
    _check_action(actions[0], button[actions[0]], private)


_NO_TEXT = 'Can\'t find field "text"'


def _check_action(action: str, value: Any, private: bool) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or len(value.encode()) > limits.CALLBACK_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    elif action == "url":
        _check_url("inline keyboard button", value)
    elif action == "web_app":
        _check_web_app(value, private)
    elif action == "copy_text":
        text = value.get("text", "") if isinstance(value, dict) and set(value) == {"text"} else ""
        if not 1 <= len(text) <= limits.COPY_TEXT:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    elif action == "disabled" and value != {}:
        raise _button_fault("sandbox: DisabledButton has no fields")


def _check_url(whose: str, url: str) -> None:
    if not USER_LINK.match(url) and not checked_url(url):
        raise bad(f"{whose} URL '{url}' is invalid: Wrong HTTP URL")


def _check_web_app(value: Any, private: bool) -> None:
    if not private:
        raise bad(PRIVATE_ONLY["web_app"])
    url = value.get("url", "") if isinstance(value, dict) else ""
    if not checked_url(url):
        raise bad(f"inline keyboard button Web App URL '{url}' is invalid: Wrong HTTP URL")
    if not url.lower().startswith("https://"):
        raise bad(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _reply(markup: Markup, private: bool) -> Markup | None:
    rows = []
    for row in _rows(markup, "keyboard", ""):
        rows.append([{"text": button} if isinstance(button, str) else button for button in row])
        for button in rows[-1]:
            _check_reply_button(button, private)
    rows = [row for row in rows if row]
    return {**markup, "keyboard": rows} if rows else None


def _check_reply_button(button: Any, private: bool) -> None:
    if not isinstance(button, dict) or not REPLY_BUTTON.issuperset(button) or not isinstance(button.get("text"), str):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if button.get("style") not in {None, *STYLES}:
        raise bad("can't parse keyboard button: invalid button style specified")
    if not button["text"]:
        raise bad("keyboard button text must be non-empty")
    for name, words in PRIVATE_ONLY.items():
        if button.get(name) and not private:
            raise bad(small_first(words))


def _check_placeholder(markup: Markup) -> None:
    if len(markup.get("input_field_placeholder") or "") > limits.PLACEHOLDER:
        raise bad("sandbox: input_field_placeholder must be 1-64 characters")


def _button_fault(words: str) -> Exception:
    return bad(f"can't parse inline keyboard button: {words}")


def labels_of(markup: Markup | None) -> dict[str, str]:
    """What stands on the buttons of an inline keyboard, by their callback data."""
    rows = (markup or {}).get("inline_keyboard", [])
    return {button["callback_data"]: button["text"] for row in rows for button in row if "callback_data" in button}
