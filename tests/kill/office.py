"""The call centre of a run: both services, who works there, and what they see and do on their phones."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sandbox.app import Sandbox
from sandbox.telegram.chats import Message
from sandbox.world import ANGELINA, SOURCES_CHAT, SUPERVISORS_CHAT, TIMUR, VERA
from tests.kill.trace import Trace
from tests.oracle.messages import said_of

REFERRAL, UNKNOWN, REJECT = "Источник: рекомендация", "Источник неизвестен", "Отказ: некорректные данные"
MORE = "Ещё…"
BEHIND = (REFERRAL, UNKNOWN, REJECT)  # buttons that are not on the face of a card
LOOKS_EVERY = 0.02  # seconds
FATES = ("", "", "lost", "doubled")  # of an event
Seen = TypeVar("Seen")


class Missed(Exception):
    """Somebody waited in vain."""


@dataclass(frozen=True, slots=True)
class Employee:
    """By the portal's id and by the chat with the bot, which is the Telegram id."""

    id: int
    chat: int
    name: str


TIMUR_SADYKOV = Employee(13, TIMUR, "Тимур Садыков")
VERA_KLIMOVA = Employee(14, VERA, "Вера Климова")
ANGELINA_LEBEDEVA = Employee(15, ANGELINA, "Ангелина Лебедева")
NAMES = ("Олег", "Мария", "Артём", "Софья", "Руслан", "Елена", "Денис", "Камилла", "Игорь", "Полина", "Марат", "Нина")
MANAGERS = [Employee(101 + number, 6101 + number, f"{name} Менеджер") for number, name in enumerate(NAMES)]


@dataclass(frozen=True, slots=True)
class Groups:
    """Chats of the settings; None: each person privately."""

    supervisors: int | None
    sources: int | None

    @classmethod
    def drawn(cls, chance: random.Random) -> "Groups":
        """Some companies have groups, others do not."""
        return cls(chance.choice((SUPERVISORS_CHAT, None)), chance.choice((SOURCES_CHAT, None)))


@dataclass(eq=False)
class Case:
    """A lead, and what people did to it: by this the end is judged."""

    name: str
    manager: Employee
    story: str = ""
    lead_id: int = 0
    zero: float = 0.0  # Unix time of its creation, as the portal prints it
    changes: list[tuple[str, str]] = field(default_factory=list)  # field and value, in the order they were chosen
    comments: list[str] = field(default_factory=list)
    cards: set[int] = field(default_factory=set)  # chats that have one
    shows: tuple[int, str] = (0, "")  # a chat, and what its card says in the end
    tapped: float | None = None  # when somebody first did what stops the clock …
    seen: float | None = None  # … and saw that it was done, for good
    picked: int = 0  # taps that asked for a message of its own, where a list spoke of it
    given: tuple[float, float | None] | None = None  # a second clock: when it was asked for, and when it was stopped


class Office:
    """What people do. Every wait has an end: `patience` seconds."""

    def __init__(
        self,
        sandbox: Sandbox,
        trace: Trace,
        chance: random.Random,
        groups: Groups,
        *,
        patience: float,
        taps_again: float,
    ) -> None:
        """`patience`: seconds people wait for anything; `taps_again`: seconds without a sign before another tap."""
        self.portal, self.telegram = sandbox.portal, sandbox.telegram
        self.trace, self.chance = trace, chance
        self.supervisors = groups.supervisors or VERA
        self.keepers = groups.sources or ANGELINA
        self.again = 0  # taps repeated by a person who saw nothing happen
        self._patience, self._taps_again = patience, taps_again
        self._looked_at: dict[str, float] = {}  # when somebody looked behind «Ещё…» last, by case

    def arrive(self, case: Case, story: str, *, event: str | None = None, phone: str = "") -> None:
        """The lead appears in the portal; its event comes (""), is "lost" or "doubled", or None: as chance has it."""
        case.story = story
        events, fate = self.portal.events, self.chance.choice(FATES) if event is None else event
        events.drop, events.double = int(fate == "lost"), int(fate == "doubled")
        case.lead_id = self.portal.add_lead(
            title="Заявка с сайта",
            name=case.name,
            phone=phone or f"+7999000{self.chance.randrange(10_000):04}",
            sourceId="WEB",
            stageId="NEW",
            assignedById=case.manager.id,
            comments="Просит перезвонить после обеда",
        )
        case.zero = float(int(time.time()))
        case.cards.add(case.manager.chat)
        self.trace.say(f"-> lead {case.lead_id} {case.name} ({story}) for {case.manager.name} {fate}")

    async def until(self, what: str, look: Callable[[], Seen | None], patience: float = 0.0) -> Seen:
        """Look until there is something; raises `Missed`."""
        patience = patience or self._patience
        deadline = time.time() + patience
        while not (seen := look()):
            if time.time() > deadline:
                raise Missed(f"in vain for {patience:.0f} s: {what}")
            await asyncio.sleep(LOOKS_EVERY)
        return seen

    def say(self, who: Employee, words: str) -> None:
        """Write to the bot."""
        self.trace.say(f"-> {who.name} says «{words}»")
        self.telegram.say(who.chat, who.chat, words)

    def asked(self, chat: int, words: str) -> bool:
        """Whether the bot's last message there says this."""
        said = [each for each in self.telegram.chats[chat].messages if each.from_bot]
        return bool(said) and words in said[-1].plain

    def found(self, case: Case) -> bool:
        """Whether the lead that a manager adds is in the portal; from then on it is a case as any other."""
        lead = next((each for each in self.portal.leads.values() if each["name"] == case.name), None)
        if lead is None:
            return False
        case.lead_id, case.zero = lead["id"], datetime.fromisoformat(lead["createdTime"]).timestamp()
        case.cards.add(case.manager.chat)
        return True

    async def see(self, case: Case, chat: int, words: str) -> None:
        """Wait until a message about the lead says this."""
        what = f"{case.name}: «{words}» in chat {chat}"
        await self.until(
            what, lambda: any(words in said_of(message.plain, case.name) for message in self.about(case, chat))
        )
        self.trace.say(f"   seen: {what}")

    async def tap(
        self, case: Case, who: Employee, label: str, *, chat: int = 0, sign: str = "", times: int = 1
    ) -> float:
        """Tap a button as soon as it is there, and wait for `sign` (words or a button); when the tap was made."""
        chat = chat or who.chat
        await self.until(f"{case.name}: button «{label}» in chat {chat}", lambda: self._looked(case, who, chat, label))
        at = time.time()
        message = 0
        for _ in range(times):
            message = self.press(case, who, chat, label, message)
        if sign:
            await self._insist(case, who, chat, label, sign, message)
        return at

    def about(self, case: Case, chat: int) -> list[Message]:
        """The bot's messages about the lead."""
        found = self.telegram.chats.get(chat)
        return [each for each in found.messages if each.from_bot and case.name in each.plain] if found else []

    async def _insist(self, case: Case, who: Employee, chat: int, label: str, sign: str, message: int) -> None:
        """A person who sees nothing happen, and the button still there, taps it again."""
        tapped = time.time()

        def signed() -> bool:
            nonlocal tapped
            if any(sign in said_of(message.plain, case.name) for message in self.about(case, chat)) or self.buttons(
                case, chat, sign
            ):
                return True
            if time.time() - tapped > self._taps_again and self._looked(case, who, chat, label):
                tapped, self.again = time.time(), self.again + 1
                self.press(case, who, chat, label, message)
            return False

        await self.until(f"{case.name}: «{sign}» in chat {chat} after «{label}»", signed)
        self.trace.say(f"   seen: {case.name}: «{sign}»")

    def press(self, case: Case, who: Employee, chat: int, label: str, again: int = 0) -> int:
        """Tap now, on the same message `again` if it still offers that; the message's id.

        Any of them will do at first: when a card came twice, people do not know which is the one.
        """
        found = self.buttons(case, chat, label)
        message, data = next((each for each in found if each[0].id == again), None) or self.chance.choice(found)
        query = self.telegram.press(who.chat, chat, message.id, data)
        self.trace.say(f"-> {who.name} taps «{label}» of {case.name} on message {message.id} (query {query[-4:]})")
        return message.id

    def _looked(self, case: Case, who: Employee, chat: int, label: str) -> bool:
        """Whether the button is there; a person who does not see it looks behind «Ещё…», now and then."""
        found = bool(self.buttons(case, chat, label))
        due = time.time() - self._looked_at.get(case.name, 0.0) > self._taps_again
        if not found and due and label in BEHIND and self.buttons(case, chat, MORE):
            self._looked_at[case.name] = time.time()
            self.press(case, who, chat, MORE)
        elif not found and due and self.buttons(case, chat, case.name):
            self._looked_at[case.name] = time.time()
            case.picked += 1
            self.press(case, who, chat, case.name)
        return found

    def buttons(self, case: Case, chat: int, label: str) -> list[tuple[Message, str]]:
        return [
            (message, button["callback_data"])
            for message in self.about(case, chat)
            for row in message.rows
            for button in row
            if "callback_data" in button and button["text"].lstrip("↩️👉✋🔔✍‹ ").startswith(label)
        ]


def people(sandbox: Sandbox, trace: Trace) -> None:
    """Everybody works in the portal and has pressed Start; from then on the trace tells what both services do."""
    telegram = sandbox.telegram
    for each in MANAGERS:
        first, last = each.name.split()
        sandbox.portal.add_user(each.id, first, last)
        telegram.add_user(each.chat, first, last)
    for each in [*MANAGERS, TIMUR_SADYKOV, VERA_KLIMOVA, ANGELINA_LEBEDEVA]:
        telegram.start(each.chat)
    telegram.updates.drop_all()
    _watch(sandbox, trace)


def _watch(sandbox: Sandbox, trace: Trace) -> None:
    """Put what both services do into the trace."""

    def told(change: dict[str, Any]) -> None:
        if change["what"] in ("message", "edit"):
            message = sandbox.telegram.chats[change["chat_id"]].find(change["message_id"])
            if message and message.from_bot:
                first = message.plain.splitlines()[:1]
                trace.say(
                    f"<- {change['what']} {change['chat_id']}/{change['message_id']} {first} {len(message.rows)} rows"
                )
        elif change["what"] == "answer":
            trace.say(f"<- answer {change}")

    sandbox.telegram.listeners.append(told)
    sandbox.portal.listeners.append(lambda change: trace.say(f"<- portal {change['what']} {change['id']}"))
