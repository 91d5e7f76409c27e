"""The queue of updates: what waits for the bot, for how long, and who polls."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, takewhile
from math import inf
from typing import Any

from sandbox.telegram import limits
from sandbox.telegram.errors import OTHER_POLLER, WEBHOOK_ACTIVE, ApiError, bad
from sandbox.telegram.limits import Limits

TYPES = frozenset(
    {
        *("message", "edited_message", "channel_post", "edited_channel_post", "business_connection"),
        *("business_message", "edited_business_message", "deleted_business_messages", "guest_message"),
        *("message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query"),
        *("shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member"),
        *("chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot", "subscription"),
        "stopped_message_generation",
    }
)
DEFAULT_TYPES = TYPES - {"chat_member", "message_reaction", "message_reaction_count"}
Queue = tuple[str, int]  # what must stay in order: messages of one chat, taps of one user, …


@dataclass(slots=True)
class Waiting:
    """An update that the bot has not confirmed, as JSON text."""

    id: int
    text: str
    queue: Queue
    expires_at: float


class Updates:
    """Updates by number, in order; one poller at a time, the older one is sent away.

    Numbers begin with the time, so that a stand-in started anew never repeats those of the former run.
    """

    def __init__(self, clock: Callable[[], float], limits: Limits) -> None:
        self.clock = clock
        self.limits = limits
        self.waiting: dict[int, Waiting] = {}
        self.taken: dict[int, float] = {}  # when the bot confirmed what it had received
        self._soonest = inf
        self.next_id = max(1, int(clock()) - 1_000_000_000)
        self.allowed: frozenset[str] = DEFAULT_TYPES
        self.on_push: Callable[[Waiting], None] | None = None
        self._poller: asyncio.Future[bool] | None = None
        self._last_offset: int | None = None
        self._last_poll = 0.0

    def push(self, kind: str, payload: dict[str, Any], queue: Queue, seconds: float) -> int | None:
        """Store an update unless the bot does not want its kind; its number."""
        if kind not in self.allowed:
            return None
        return self.push_raw({kind: payload}, queue, seconds)

    def push_raw(self, update: dict[str, Any], queue: Queue, seconds: float) -> int:
        """Store an update as it is, wanted or not, valid or not; a number of its own is kept unless one as high was."""
        number = max(self.next_id, int(update.get("update_id", 0)))
        self.next_id = number + 1
        text = json.dumps({"update_id": number} | update | {"update_id": number}, ensure_ascii=False)
        waiting = self.waiting[number] = Waiting(number, text, queue, self.clock() + seconds)
        self._soonest = min(self._soonest, waiting.expires_at)
        self._wake()
        if self.on_push is not None:
            self.on_push(waiting)
        return number

    def confirm(self, number: int) -> None:
        """Forget one update: the bot has it."""
        if self.waiting.pop(number, None) is not None:
            self.taken[number] = self.clock()

    def drop(self, number: int) -> None:
        """Forget one update that the bot never took."""
        self.waiting.pop(number, None)

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self.waiting.clear()

    def forget_expired(self) -> None:
        """What expired is gone without a trace."""
        now = self.clock()
        if now < self._soonest:
            return
        self.waiting = {number: each for number, each in self.waiting.items() if each.expires_at > now}
        self._soonest = min((each.expires_at for each in self.waiting.values()), default=inf)

    def alive(self) -> list[Waiting]:
        """What waits and did not expire, in order."""
        self.forget_expired()
        return list(self.waiting.values())

    def allow(self, kinds: list[str] | None) -> None:
        """Choose the kinds from now on: None keeps the former choice, an empty list takes the default."""
        if kinds is None:
            return
        wanted = frozenset(kind.lower() for kind in kinds)
        if unknown := wanted - TYPES:
            raise bad(f"sandbox: unknown kinds in allowed_updates: {', '.join(sorted(unknown))}")
        self.allowed = wanted or DEFAULT_TYPES

    @property
    def polling(self) -> bool:
        """Whether somebody waits for updates."""
        return self._poller is not None and not self._poller.done()

    def stop_poller(self, for_webhook: bool = False) -> None:
        """Send away who polls, with 409."""
        if self._poller is not None and self.polling:
            words = "terminated by setWebhook request" if for_webhook else OTHER_POLLER
            self._poller.set_exception(ApiError(409, words))

    async def poll(self, offset: int, limit: int, timeout: float, webhook: bool) -> str:  # noqa: ASYNC109
        """The JSON list of `getUpdates`; waits up to `timeout` seconds for the first update."""
        if webhook:
            raise ApiError(409, WEBHOOK_ACTIVE)
        limit, wait = self._repeated(offset, limit, min(timeout, limits.POLL_SECONDS))
        self.stop_poller()
        self._confirm_below(offset)
        found = self._from(offset, limit)
        if not found and wait > 0 and await self._wait(wait):
            found = self._from(offset, limit)
        return "[" + ",".join(each.text for each in found) + "]"

    def _repeated(self, offset: int, limit: int, wait: float) -> tuple[int, float]:
        """The server slows down who asks for the same offset again at once (Client.cpp process_get_updates_query)."""
        now = asyncio.get_running_loop().time()
        since = now - self._last_poll if offset == self._last_offset else float("inf")
        self._last_offset, self._last_poll = offset, now
        if since < self.limits.same_offset_wait:
            wait = max(wait, self.limits.same_offset_wait)
        if since < self.limits.same_offset_single:
            limit = 1
        return limit, wait

    def _confirm_below(self, offset: int) -> None:
        for number in list(takewhile(lambda each: each < offset, self.waiting)):
            self.confirm(number)

    def _from(self, offset: int, limit: int) -> list[Waiting]:
        """A negative offset counts from the end and forgets what stands before."""
        self.forget_expired()
        if offset < 0:
            for each in self.alive()[:offset]:
                self.drop(each.id)
        return list(islice(self.waiting.values(), max(1, min(limit, 100))))

    async def _wait(self, seconds: float) -> bool:
        """Whether something came in that time."""
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return False
        finally:
            if self._poller is poller:
                self._poller = None

    def _wake(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(True)
