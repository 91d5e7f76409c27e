"""Keyboards as the Bot API takes them."""

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from services.domain.gateways import Button, Keyboard

_COPY_LENGTH = 256


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Buttons under a message; None where there are none, which takes away the ones an edited message had."""
    rows = [[_button(each) for each in row] for row in keyboard if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def ask_contact(title: str) -> ReplyKeyboardMarkup:
    """One large button that shares the person's own number: private chats only."""
    button = KeyboardButton(text=title, request_contact=True)
    return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)


def no_keyboard() -> ReplyKeyboardRemove:
    """Takes away the button of `ask_contact`."""
    return ReplyKeyboardRemove(remove_keyboard=True)


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.text,
        callback_data=button.data or None,
        url=button.url or None,
        copy_text=CopyTextButton(text=button.copy[:_COPY_LENGTH]) if button.copy else None,
        style=button.style or None,
    )
