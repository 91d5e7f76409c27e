"""What a button carries: which lead and which choice, never a permission. 64 bytes at most.

Prefixes end in a version: a changed shape gets a new one, and old buttons stay readable.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

# What a database can hold; a forged button with more fits no shape, and is answered in words.
Id = Annotated[int, Field(ge=0, lt=2**53)]
Count = Annotated[int, Field(ge=0, lt=2**31)]


class ActTap(CallbackData, prefix="a1"):
    """An action of the regulation; `version` is the lead's when the button was drawn."""

    lead: Id
    action: str
    version: Count
    confirmed: bool = False


class UndoTap(CallbackData, prefix="u1"):
    """Take a choice back."""

    choice: Id


class ShowTap(CallbackData, prefix="v1"):
    """Let the message offer something else; empty: its usual buttons."""

    lead: Id
    view: str


class CardTap(CallbackData, prefix="c1"):
    """Send a fresh card."""

    lead: Id


class CallsTap(CallbackData, prefix="c2"):
    """Tell of all calls of a lead."""

    lead: Id


class AloneTap(CallbackData, prefix="o1"):
    """Of a message that lists several leads: one of them, in a message of its own; `role`: of the list."""

    lead: Id
    role: str


class RetryTap(CallbackData, prefix="r1"):
    """Try refused writes again."""

    lead: Id


class RepairTap(CallbackData, prefix="f1"):
    """The source that the comment names is put in place of a doubtful one; `term` is its row in the dictionary."""

    lead: int
    term: int
    version: int


class ReferrerTap(CallbackData, prefix="e1"):
    """Say who recommended the lead."""

    lead: Id


class BonusTap(CallbackData, prefix="b1"):
    """A step in the list of bonus claims: a page of those in a state (`lead` 0), a claim, or a move of it (`to`)."""

    state: str = "waiting"
    page: Count = 0
    lead: Id = 0
    to: str = ""


class BonusesFileTap(CallbackData, prefix="x1"):
    """All bonus claims as a table for the office."""


class SupervisorTap(CallbackData, prefix="s1"):
    """A supervisor's choice on an escalation: remind, take or give (`person` is a staff id)."""

    lead: Id
    do: str
    person: Id = 0


class SourceTap(CallbackData, prefix="t1"):
    """A ticket answered with a row of the portal's source dictionary."""

    ticket: Id
    term: Id


class ListTap(CallbackData, prefix="p2"):
    """Something else of a ticket's list of sources, as `domain/source_list.py` calls it."""

    ticket: Id
    view: str


class LockTap(CallbackData, prefix="l1"):
    """«Решает …»: a ticket is answered by this person (a staff id) alone, for a while."""

    ticket: Id
    person: Id


class PassTap(CallbackData, prefix="n1"):
    """What was said in reply to a ticket is in no list: the editors are asked."""

    ticket: Id


class AmendTap(CallbackData, prefix="m1"):
    """An editor's word on a suggestion: yes, no or look (`view` of the list); `term` picks another source."""

    amendment: Id
    do: str
    term: Id = 0
    view: str = ""


class RulesTap(CallbackData, prefix="g1"):
    """On the page of the regulation: another page, a new amendment of a kind, or one to be taken back."""

    do: str
    amendment: Id = 0
    page: Count = 0


class EditionTap(CallbackData, prefix="g2"):
    """«Понятно»: whoever tapped takes note of a new edition."""

    news: Id


class ConsultationTap(CallbackData, prefix="k1"):
    """Another status for a consultation; empty: show it with its statuses."""

    row: Id
    status: str = ""
    version: Count = 0


class RegisterTap(CallbackData, prefix="k2"):
    """The register: a day, week or month, `shift` of them from now; `file`: as a spreadsheet."""

    span: str
    shift: int = 0
    file: bool = False


class DealTap(CallbackData, prefix="j1"):
    """The deal of this handing is in hand."""

    handing: Id


class QuestionTap(CallbackData, prefix="q1"):
    """An answer to an open question; an empty choice gives it up."""

    question: Id
    choice: str


class AbsenceTap(CallbackData, prefix="w1"):
    """Somebody of the queue is away, or back; `person` is a staff id."""

    person: Id
    absent: bool


class ShiftTap(CallbackData, prefix="d1"):
    """What somebody says of the own shift: on, off, pause or cover (`minutes`), give (`person`), look."""

    do: str
    minutes: Annotated[int, Field(ge=0, le=240)] = 0
    person: Id = 0


class CoverTap(CallbackData, prefix="d2"):
    """Stand in for a colleague who is away."""

    absence: Id


class DutyTap(CallbackData, prefix="d3"):
    """The roster: a day (`person` 0: who is to be asked), or a person for it (a staff id)."""

    day: str = ""
    person: Id = 0


class ManualTap(CallbackData, prefix="h1"):
    """What to do about a lead that is added by hand and cannot simply be created: create or cancel."""

    manual: Id
    do: str


class InviteTap(CallbackData, prefix="i1"):
    """Invite an employee of the portal; role empty: choose it first."""

    employee: Id
    role: str = ""
    page: Count = 0
