"""How fast we may speak to Telegram: overall, to one chat, to one group (the fact sheet, section 2).

Pure: time is an argument, in seconds of any one clock. Edits count like messages.
"""

from bisect import insort
from collections import deque
from dataclasses import dataclass, field
from math import ceil

SLOT = 1 / 29.5  # even slots: no second holds more than 30
TINY = 1e-4  # of a slot: what numbers of this size cannot tell apart
STEP = 0.5  # seconds behind the last slot in which others keep its step
CHAT = 1.05
GROUP_COUNT = 20
GROUP_WINDOW = 61.0  # a minute, and a second for requests that overtake each other on their way

_FORGET_FROM = 64


@dataclass(slots=True)
class _Chat:
    sent: deque[float] = field(default_factory=deque)  # the last sends, as many as the limits look back
    held_until: float = 0.0


class Pace:
    """Hands out the times at which messages may go; whoever asks first is served first."""

    def __init__(self) -> None:
        self._slots: list[float] = []  # taken, in order
        self._chats: dict[int, _Chat] = {}
        self._held_until = 0.0
        self._latest = 0.0
        self._forget_from = _FORGET_FROM

    def sent_at(self, chat_id: int) -> float:
        """When the chat was written to last, 0.0: long ago."""
        chat = self._chats.get(chat_id)
        return chat.sent[-1] if chat and chat.sent else 0.0

    def open_at(self, chat_id: int, now: float) -> float:
        """The earliest time, `now` or later, at which the chat itself may be written to, whoever else is."""
        self._follow(now)
        chat = self._chats.get(chat_id)
        return max(now, self._held_until, _ready_at(chat_id, chat) if chat else now)

    def ready_at(self, chat_id: int, now: float) -> float:
        """The earliest time, `now` or later, at which a message or an edit may go to the chat."""
        at = self.open_at(chat_id, now)
        last = self._slots[-1] if self._slots else 0.0
        if now < last + SLOT and at < last + STEP:  # in step: what is left between two is never too short for another
            at = last + ceil((at - last) / SLOT - TINY) * SLOT
        for slot in self._slots:
            if abs(at - slot) < SLOT * (1 - TINY):
                at = slot + SLOT
        return at

    def reserve(self, chat_id: int, now: float) -> float:
        """Take the time of `ready_at`: the message must go then, not earlier. The pace counts it as sent."""
        at = self.ready_at(chat_id, now)
        insort(self._slots, at)
        sent = self._chats.setdefault(chat_id, _Chat()).sent
        sent.append(at)
        if len(sent) > _looks_back(chat_id):
            sent.popleft()
        self._forget(now)
        return at

    def hold(self, chat_id: int, until: float) -> None:
        """Telegram answered 429: the chat waits; when a second chat is told the same meanwhile, everybody does."""
        if any(each.held_until > self._latest for key, each in self._chats.items() if key != chat_id):
            self._held_until = max(self._held_until, until)
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.held_until = max(chat.held_until, until)

    def _follow(self, now: float) -> None:
        """Note the time. A clock that was set back takes the past with it: nobody waits for an hour to come again."""
        back = now - self._latest
        self._latest = now if back < -CHAT else max(now, self._latest)
        if back >= -CHAT:
            return
        self._slots = [slot + back for slot in self._slots]
        self._held_until += back
        for chat in self._chats.values():
            chat.sent = deque(at + back for at in chat.sent)
            chat.held_until += back

    def _forget(self, now: float) -> None:
        """Drop slots and, when there are many, chats whose past no longer limits anything."""
        while self._slots and self._slots[0] + SLOT <= now:
            self._slots.pop(0)
        if len(self._chats) >= self._forget_from:
            self._chats = {key: chat for key, chat in self._chats.items() if _matters(key, chat, now)}
            self._forget_from = max(_FORGET_FROM, 2 * len(self._chats))


def _ready_at(chat_id: int, chat: _Chat) -> float:
    full = chat_id < 0 and len(chat.sent) == GROUP_COUNT
    return max(
        chat.sent[-1] + CHAT if chat.sent else 0.0,
        chat.sent[0] + GROUP_WINDOW if full else 0.0,
        chat.held_until,
    )


def _looks_back(chat_id: int) -> int:
    return GROUP_COUNT if chat_id < 0 else 1


def _matters(chat_id: int, chat: _Chat, now: float) -> bool:
    memory = GROUP_WINDOW if chat_id < 0 else CHAT
    return chat.held_until > now or bool(chat.sent and chat.sent[-1] + memory > now)
