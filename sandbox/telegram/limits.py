"""The limits of the Bot API and the flood control. Numbers: the fact sheet, section 2."""

import math
from collections import deque
from dataclasses import dataclass

from sandbox.telegram.errors import too_many

TEXT = 4096
RAW_TEXT_BYTES = 32768
CAPTION = 1024
CALLBACK_DATA_BYTES = 64
ANSWER_TEXT = 200
COPY_TEXT = 256
PLACEHOLDER = 64
ROW = 12
BUTTONS = 300
PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
DELETE_SECONDS = 48 * 3600
POLL_SECONDS = 50


@dataclass(frozen=True)
class Limits:
    """What a test or a demo may set otherwise. Times in seconds.

    Telegram does not publish how long a burst to one chat may be: `chat_burst` is our choice.
    """

    flood: bool = True
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20
    overall_per_second: float = 30.0
    overall_burst: int = 30
    query_seconds: float = 150.0
    update_seconds: float = 86400.0
    same_offset_wait: float = 3.0
    same_offset_single: float = 0.5
    webhook_retry: float = 2.0
    webhook_retry_most: float = 60.0
    webhook_timeout: float = 60.0


class Flood:
    """Counts messages sent: in all, to each chat, to each group in a minute."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._overall = 0.0
        self._chats: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    def admit(self, chat_id: int, is_group: bool, now: float) -> None:
        """Let one message pass, or raise 429 with the whole seconds to wait; a refused one does not count."""
        limits = self.limits
        if not limits.flood:
            return
        overall, wait = _next(self._overall, limits.overall_per_second, limits.overall_burst, now)
        chat, chat_wait = _next(self._chats.get(chat_id, 0.0), limits.chat_per_second, limits.chat_burst, now)
        wait = max(wait, chat_wait, self._group_wait(chat_id, now) if is_group else 0.0)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        self._overall, self._chats[chat_id] = overall, chat
        if is_group:
            self._groups[chat_id].append(now)

    def _group_wait(self, chat_id: int, now: float) -> float:
        sent = self._groups.setdefault(chat_id, deque())
        while sent and sent[0] <= now - 60:
            sent.popleft()
        return sent[0] + 60 - now if len(sent) >= self.limits.group_per_minute else 0.0


def _next(due: float, rate: float, burst: int, now: float) -> tuple[float, float]:
    """A leaky bucket as one number, the time when it is empty: that time after one more, and the wait for it."""
    due = max(due, now)
    return due + 1 / rate, max(0.0, due - (burst - 1) / rate - now - 1e-6)
