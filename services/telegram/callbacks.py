"""What a button carries: which lead and which choice, never a permission. 64 bytes at most.

Prefixes end in a version: a changed shape gets a new one, and old buttons stay readable.
"""

from aiogram.filters.callback_data import CallbackData


class ActTap(CallbackData, prefix="a1"):
    """An action of the regulation; `version` is the lead's when the button was drawn."""

    lead: int
    action: str
    version: int
    confirmed: bool = False


class UndoTap(CallbackData, prefix="u1"):
    """Take a choice back."""

    choice: int


class ShowTap(CallbackData, prefix="v1"):
    """Let the message offer something else; empty: its usual buttons."""

    lead: int
    view: str


class CardTap(CallbackData, prefix="c1"):
    """Send a fresh card."""

    lead: int


class RetryTap(CallbackData, prefix="r1"):
    """Try refused writes again."""

    lead: int


class SupervisorTap(CallbackData, prefix="s1"):
    """A supervisor's choice on an escalation: remind, take or give (`person` is a staff id)."""

    lead: int
    do: str
    person: int = 0


class SourceTap(CallbackData, prefix="t1"):
    """A ticket answered with a row of the portal's source dictionary."""

    ticket: int
    term: int


class PageTap(CallbackData, prefix="p1"):
    """Another page of a ticket's picker."""

    ticket: int
    page: int


class QuestionTap(CallbackData, prefix="q1"):
    """An answer to an open question; an empty choice gives it up."""

    question: int
    choice: str


class InviteTap(CallbackData, prefix="i1"):
    """Invite an employee of the portal; role empty: choose it first."""

    employee: int
    role: str = ""
    page: int = 0
