"""What people see and do on their phones. Nobody looks without end: every wait has its patience."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from sandbox.app import Sandbox
from sandbox.telegram.chats import Message
from sandbox.telegram.world import NotPossibleError
from sandbox.world import OWNER, SOURCES_CHAT, SUPERVISORS_CHAT
from tests.oracle.messages import kind_of, listed, said_of
from tests.simulation.cases import SURNAME, Case, client
from tests.simulation.people import Employee
from tests.simulation.trace import Trace

PATIENCE = 5 * 3600.0  # seconds: an outage of an hour, and what was held up by it
IMPATIENT = 45.0  # seconds without a sign after which people tap again
HASTE = 0.4  # seconds between taps in haste: the phone still shows the old buttons
REFERRAL, UNKNOWN, REJECT = "Источник: рекомендация", "Источник неизвестен", "Отказ: некорректные данные"
MORE, BEHIND = "Ещё…", (REFERRAL, UNKNOWN, REJECT)  # buttons that are not on the face of a card
Seen = TypeVar("Seen")


class Missed(Exception):
    """Somebody waited in vain."""


class Office:
    """Follows every message of the bot to the lead that it is about."""

    supervisors, keepers = SUPERVISORS_CHAT, SOURCES_CHAT

    def __init__(self, sandbox: Sandbox, trace: Trace, chance: random.Random, scale: float = 1.0) -> None:
        """`scale`: of the hours that people let pass."""
        self.portal, self.telegram = sandbox.portal, sandbox.telegram
        self.trace, self.chance, self.clock = trace, chance, sandbox.clock
        self.scale = scale
        self.cases: list[Case] = []
        self.strays: list[str] = []
        self.said: Counter[str] = Counter()  # what belongs to no lead, by its first word
        self.queries: dict[str, list[str]] = {}  # taps of one choice, by the first of them
        self.to_groups: dict[int, list[float]] = defaultdict(list)  # when a group was written to, edits and all
        self._by_name: dict[str, Case] = {}
        self._place: dict[tuple[int, int], list[Case]] = {}
        sandbox.telegram.listeners.append(self._heard)

    def arrive(self, manager: Employee, story: str, *, fate: str = "") -> Case:
        """A lead appears in the portal; its event may be lost or come twice."""
        number = len(self.cases) + 1
        case = Case(number, *client(number), manager, story)
        self.cases.append(case)
        self._by_name[case.surname] = case
        events = self.portal.events
        events.drop, events.double = int(fate == "lost"), int(fate == "doubled")
        case.zero = float(int(self.clock()))
        case.lead_id = self.portal.add_lead(
            title="Заявка с сайта",
            name=f"{case.name} {case.surname}",
            phone=f"+7999{number:07}",
            sourceId="WEB",
            stageId="NEW",
            assignedById=manager.id,
            comments="Просит перезвонить после обеда",
        )
        case.cards.add(manager.chat)
        self.trace.say(f"-> lead {case.lead_id} {case.surname} ({story}) for {manager.name} {manager.id} {fate}")
        return case

    def forget_calls(self) -> None:
        """What the stand-ins remember of each request would fill the memory in a month."""
        for call in self.telegram.calls:
            chat = int(call.params.get("chat_id") or 0)
            if chat < 0:
                self.to_groups[chat].append(call.at)
        self.telegram.calls.clear()
        self.portal.calls.clear()
        self.portal.events.deliveries.clear()

    def place(self, place: tuple[Any, Any]) -> list[Case]:
        """Which leads a message is about, by its chat and number."""
        return self._place.get(place, [])

    async def until(self, case: Case, what: str, look: Callable[[], Seen | None], patience: float = PATIENCE) -> Seen:
        """Look whenever something about the lead has changed; raises `Missed`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not (seen := look()):
            left = end - loop.time()
            if left <= 0:
                raise Missed(f"in vain for {patience:.0f} s: {what}")
            await self._changed(case, left)
        return seen

    async def see(self, case: Case, chat: int, words: str) -> None:
        """Wait until a message about the lead says this."""
        what = f"{case.surname}: «{words}» in chat {chat}"
        await self.until(
            case, what, lambda: any(words in said_of(message.plain, case.surname) for message in case.in_chat(chat))
        )
        self.trace.say(f"   seen: {what}")

    async def tap(
        self, case: Case, who: Employee, label: str, *, chat: int = 0, sign: str = "", times: int = 1
    ) -> float:
        """Tap a button as soon as it is there, and wait for `sign` (words or a button); when the tap was made."""
        chat = chat or who.chat
        await self._find(case, who, chat, label)
        at = self.clock()
        queries = await self._press(case, who, chat, label, times)
        if sign:
            await self._insist(case, who, chat, label, sign, queries)
        return at

    def buttons(self, case: Case, chat: int, label: str) -> list[tuple[Message, str]]:
        return [
            (message, button["callback_data"])
            for message in case.in_chat(chat)
            for row in message.rows
            for button in row
            if "callback_data" in button and button["text"].lstrip("↩️👉✋🔔‹ ").startswith(label)
        ]

    def signed(self, case: Case, chat: int, sign: str) -> bool:
        said = any(sign in said_of(message.plain, case.surname) for message in case.in_chat(chat))
        return said or bool(self.buttons(case, chat, sign))

    async def _find(self, case: Case, who: Employee, chat: int, label: str) -> None:
        """Until the button is there; whoever does not see it looks behind «Ещё…», now and then."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not self.buttons(case, chat, label):
            if loop.time() >= end:
                raise Missed(f"in vain for {PATIENCE:.0f} s: {case.surname}: button «{label}»")
            if label in BEHIND and self.buttons(case, chat, MORE):
                await self._press(case, who, chat, MORE, 1)
            elif self.buttons(case, chat, case.called):  # a list
                case.picked += 1
                await self._press(case, who, chat, case.called, 1)
            await self._changed(case, IMPATIENT)
            await asyncio.sleep(self.chance.uniform(0.2, 2))

    async def _insist(self, case: Case, who: Employee, chat: int, label: str, sign: str, queries: list[str]) -> None:
        """Whoever sees nothing happen, and the button still there, taps again."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        again = loop.time() + IMPATIENT
        while not self.signed(case, chat, sign):
            if loop.time() >= end:
                raise Missed(f"in vain for {PATIENCE:.0f} s: {case.surname}: «{sign}» after «{label}»")
            if loop.time() >= again:
                again = loop.time() + IMPATIENT * self.chance.uniform(1, 4)
                if label in BEHIND and not self.buttons(case, chat, label) and self.buttons(case, chat, MORE):
                    await self._press(case, who, chat, MORE, 1)
                if self.buttons(case, chat, label):
                    queries += await self._press(case, who, chat, label, 1)
            await self._changed(case, again - loop.time())
        self.trace.say(f"   seen: {case.surname}: «{sign}»")

    async def _press(self, case: Case, who: Employee, chat: int, label: str, times: int) -> list[str]:
        """Any of the messages will do: when a card came twice, people do not know which is the one."""
        message, data = self.chance.choice(self.buttons(case, chat, label))
        queries: list[str] = []
        for number in range(times):
            if number:
                await asyncio.sleep(self.chance.uniform(0.05, HASTE))
            try:
                query = self.telegram.press(who.chat, chat, message.id, data, forged=True)
            except NotPossibleError as problem:
                self.trace.say(f"-> {who.name} cannot tap: {problem}")
                break
            queries.append(query)
            self.queries.setdefault(queries[0], []).append(query)
            self.trace.say(
                f"-> {who.name} {who.id} taps «{label}» of {case.surname} on {chat}/{message.id} ({query[-6:]})"
            )
        return queries

    async def _changed(self, case: Case, seconds: float) -> None:
        case.bell.clear()
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await case.bell.wait()
        except TimeoutError:
            return

    def _heard(self, change: dict[str, Any]) -> None:
        """Both a message and its edits wake whoever waits for something about its lead."""
        if change["what"] not in ("message", "edit"):
            return
        place = change["chat_id"], change["message_id"]
        message = self.telegram.chats[place[0]].find(place[1])
        if message is None or not message.from_bot:
            return
        if change["what"] == "message":
            self._file(message)
        line = message.plain.splitlines()[:1]
        self.trace.say(f"<- {change['what']} {place[0]}/{place[1]} {line} {len(message.rows)} rows")
        for case in self.place(place):
            case.bell.set()

    def _file(self, message: Message) -> None:
        named = [self._by_name[word] for word in SURNAME.findall(message.plain) if word in self._by_name]
        about = list(dict.fromkeys(named)) if listed(message) else named[:1]
        if kind_of(message) and about:
            self._place[message.chat.id, message.id] = about
            for case in about:
                case.told.append(message)
            return
        word = (message.plain.split() or ["(nothing)"])[0]
        self.said[word] += 1
        if kind_of(message) and message.chat.id != OWNER:
            self.strays.append(f"chat {message.chat.id}: {message.plain!r}")
