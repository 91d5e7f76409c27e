"""A conversation as values: what is asked, what was given, where it stands. A restart in the middle forgets nothing.

A form is a function: (state, what was given) → the next question, what was wrong, or the finished values.
It is called with `given=None` to ask the first time. `state` is a small JSON object that it alone reads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Each = TypeVar("Each")
State = Mapping[str, Any]

LABEL = 32  # characters of a button on a phone
HALF = 16  # of one that shares its row


@dataclass(frozen=True, slots=True)
class Given:
    """What a person sent: words, a tapped choice, or a file (by its Telegram id).

    `sender`: whoever a forwarded message is from, or whose contact card it is; `odd`: nothing that can be read, such as
    a voice message or a sticker.
    """

    text: str = ""
    choice: str = ""
    file_id: str = ""
    file_name: str = ""
    file_size: int = 0  # bytes
    picture: bool = False  # the file is one
    forwarded: bool = False
    found: Any = None  # what the portal said to it; None: nothing was asked, or it did not answer
    sender: str = ""
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a question; `title` is shown as it is, or names words in locales/ when it begins with «@»."""

    code: str
    title: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: `key` names its words in locales/ (HTML), with the state to keep while it is open.

    `cancel`: with a button that gives the conversation up; a form without it offers a way out of its own.
    """

    key: str
    state: State
    args: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[tuple[Option, ...], ...] = ()
    cancel: bool = True


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not an answer to this question: said in words, and the question stays open."""

    key: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything was answered."""

    values: Mapping[str, Any]


def in_rows(buttons: Sequence[Each], size: int) -> list[tuple[Each, ...]]:
    """Rows of this many, the last one of what is left."""
    return [tuple(buttons[start : start + size]) for start in range(0, len(buttons), size)]


Reply = Ask | Wrong | Finished
Form = Callable[[State, Given | None], Reply]
