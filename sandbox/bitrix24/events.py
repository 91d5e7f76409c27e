"""The outgoing webhook: posts events once, as the portal does, and lets tests lose, double, hold and reorder them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from sandbox.bitrix24.forms import encode

HANDLERS = {
    "ONCRMLEADADD": 707,
    "ONCRMLEADUPDATE": 709,
    "ONCRMLEADDELETE": 711,
    "ONCRMDEALADD": 713,
    "ONCRMDEALUPDATE": 715,
    "ONCRMDEALDELETE": 717,
}
TIMEOUT = aiohttp.ClientTimeout(total=30)
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Bitrix24 Webhook Engine"}


@dataclass(slots=True)
class Delivery:
    """One post of an event; `status` None = lost on the way, or the handler did not answer."""

    event: str
    id: int
    at: float
    status: int | None = None


class EventSender:
    """Posts to `handler_url`; never repeats a failed post.

    `enabled` False switches it off, `drop` loses the next n events, `double` posts the next n twice,
    `delay` waits that many seconds before each post; `hold()` … `release()` keep events back.
    """

    def __init__(self, clock: Callable[[], float], domain: str) -> None:
        self.domain = domain
        self.handler_url = ""
        self.application_token = ""
        self.server_endpoint = "https://oauth.bitrix24.tech/rest/"
        self.member_id = "a223c6b3710f85df22e9377d6c4f7553"
        self.handlers = dict(HANDLERS)  # what the webhook is subscribed to: event → event_handler_id
        self.enabled = True
        self.drop = 0
        self.double = 0
        self.delay = 0.0
        self.deliveries: list[Delivery] = []
        self._clock = clock
        self._held: list[tuple[str, int]] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def fire(self, event: str, item_id: int) -> None:
        """Queue one event; nothing happens without a handler or a subscription."""
        if not (self.enabled and self.handler_url and event in self.handlers):
            return
        if self._held is not None:
            self._held.append((event, item_id))
        else:
            self._send(event, item_id)

    def hold(self) -> None:
        """Keep events back from now on."""
        self._held = self._held or []

    def release(self, order: Callable[[list[tuple[str, int]]], list[tuple[str, int]]] | None = None) -> None:
        """Send what was held, in the order that `order` makes of it (e.g. reversed)."""
        held, self._held = self._held or [], None
        for event, item_id in order(held) if order else held:
            self._send(event, item_id)

    async def settled(self) -> None:
        """Wait until every post under way was answered or failed."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Drop what is under way and free the connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def body(self, event: str, item_id: int) -> str:
        """The form that is posted; `ts` is the time of sending, not of the change."""
        return encode(
            {
                "event": event,
                "event_handler_id": self.handlers.get(event, 0),
                "data": {"FIELDS": {"ID": item_id}},
                "ts": int(self._clock()),
                "auth": {
                    "domain": self.domain,
                    "client_endpoint": f"https://{self.domain}/rest/",
                    "server_endpoint": self.server_endpoint,
                    "member_id": self.member_id,
                    "application_token": self.application_token,
                },
            }
        )

    def _send(self, event: str, item_id: int) -> None:
        if self.drop > 0:
            self.drop -= 1
            self.deliveries.append(Delivery(event, item_id, self._clock()))
            return
        copies = 2 if self.double > 0 else 1
        self.double = max(0, self.double - 1)
        for _ in range(copies):
            task = asyncio.get_running_loop().create_task(self._post(event, item_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _post(self, event: str, item_id: int) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        delivery = Delivery(event, item_id, self._clock())
        self.deliveries.append(delivery)
        if self._session is None:
            # A kept connection that the handler closed meanwhile would lose an event by our own fault.
            connector = aiohttp.TCPConnector(force_close=True)
            self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, headers=HEADERS)
        try:
            async with self._session.post(self.handler_url, data=self.body(event, item_id).encode()) as answer:
                delivery.status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            return
