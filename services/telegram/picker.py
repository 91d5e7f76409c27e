"""The portal's sources as buttons: long names short there, and whole in the text."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from services.domain.form import in_rows
from services.domain.gateways import Button, Term
from services.domain.source_list import LETTERS, Shelf
from services.telegram.html import Html, escape
from services.telegram.keyboards import pairs, short, tap
from services.telegram.texts import Texts

IN_A_ROW = 7  # letters

Row = tuple[Button, ...]


def rows(shelf: Shelf, pick: Callable[[Term], CallbackData], turn: Callable[[str], CallbackData]) -> list[Row]:
    """The sources in sight, or the letters, and the other pages."""
    found = pairs([tap(short(term.name), pick(term)) for term in shelf.terms])
    letters = [tap(letter, turn(f"letter.{letter}.0")) for letter in shelf.letters]
    found += in_rows(letters, IN_A_ROW)
    if shelf.pages > 1:
        number = f"{shelf.page + 1} / {shelf.pages}"
        steps = (("‹", -1), (number, 0), ("›", 1))
        found.append(tuple(tap(title, turn(shelf.view(shelf.page + step))) for title, step in steps))
    return found


def way(shelf: Shelf, texts: Texts, turn: Callable[[str], CallbackData]) -> Button:
    """To the letters, or back to the whole list."""
    whole = shelf.turn == "page" and not shelf.letters
    return tap(texts.plain("button-letters" if whole else "button-all-sources"), turn(LETTERS if whole else "page.0"))


def whole_names(terms: Sequence[Term]) -> list[Html]:
    """The names that their buttons show in part."""
    return [Html(f"· {escape(term.name)}") for term in terms if short(term.name) != term.name]
