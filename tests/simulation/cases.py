"""A lead of the simulation and everything that people did to it: by this the end is judged."""

import asyncio
import re
from dataclasses import dataclass, field

from sandbox.telegram.chats import Message
from tests.simulation.people import Employee
from tests.simulation.words import word

FIRST = ("Анна", "Борис", "Вадим", "Галина", "Даниил", "Ева", "Жанна", "Захар", "Инна", "Кирилл", "Лев", "Майя")
SURNAME = re.compile(r"\b[А-Я][а-я]{7}\b")


def client(number: int) -> tuple[str, str]:
    """A first name, and a surname that nobody else has."""
    return FIRST[number % len(FIRST)], word(number, 4)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in Unix seconds; `until` None: for good."""

    since: float
    until: float | None = None


@dataclass
class Plans:
    """The call plan of a lead: surely running since `seen`, maybe since `asked`; the same for its end."""

    asked: float
    seen: float | None = None
    end_asked: float | None = None
    end_seen: float | None = None


@dataclass(eq=False)
class Case:
    """`stops`: stretches in which the first touch may stand still, and those in which it surely does."""

    number: int
    name: str
    surname: str
    manager: Employee
    story: str = ""
    lead_id: int = 0
    zero: float = 0.0  # Unix time of its creation, as the portal prints it
    changes: list[tuple[str, str]] = field(default_factory=list)  # field and value, in the order they were chosen
    comments: list[str] = field(default_factory=list)
    cards: set[int] = field(default_factory=set)  # chats that have one
    shows: tuple[int, str] = (0, "")  # a chat, and what its card says in the end
    maybe_stopped: list[Span] = field(default_factory=list)
    stopped: list[Span] = field(default_factory=list)
    second: Span | None = None  # a second clock, for whom the lead was given to: asked for, and stopped
    plan: Plans | None = None
    unreachable: bool = False  # its manager had stopped the bot
    asked_source: bool = False
    referral: bool = False
    deleted: bool = False
    moved: float | None = None  # when the portal gave it to somebody else
    picked: int = 0  # taps that asked for a message of its own, where a list spoke of it
    told: list[Message] = field(default_factory=list)  # the bot's messages about it
    over: bool = False
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def called(self) -> str:
        return f"{self.name} {self.surname}"

    def in_chat(self, chat: int) -> list[Message]:
        return [message for message in self.told if message.chat.id == chat]
