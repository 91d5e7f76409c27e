"""Posts updates to the bot's webhook: in order within a queue, again after ever longer pauses until a 2xx.

One rule of the real server is relaxed: for loopback hosts plain HTTP and any port will do.
A method call in the answer's body is not carried out.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from sandbox.telegram.errors import bad
from sandbox.telegram.limits import Limits
from sandbox.telegram.updates import Queue, Updates, Waiting

PORTS = frozenset((443, 80, 88, 8443))
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
GONE_SECONDS = 23 * 3600
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


def check_url(url: str) -> None:
    """Raise `ApiError` for an address that Telegram would not post to."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@dataclass(frozen=True, slots=True)
class Address:
    """Where and how to post."""

    url: str
    secret_token: str
    max_connections: int


class Webhook:
    """The bot's webhook, empty when there is none; `last_error` is (time, words)."""

    def __init__(self, updates: Updates, clock: Callable[[], float], limits: Limits) -> None:
        self.updates = updates
        self.clock = clock
        self.limits = limits
        self.address: Address | None = None
        self.last_error: tuple[float, str] | None = None
        self.next_set_at = 0.0
        self._gone_since: float | None = None
        self._queues: dict[Queue, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._client: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore()

    @property
    def url(self) -> str:
        """The address, empty when updates are polled."""
        return self.address.url if self.address else ""

    def set(self, address: Address | None) -> None:
        """Begin to post to an address, with what waits already; None stops posting."""
        self._stop()
        self.address, self.last_error, self._gone_since = address, None, None
        self.updates.on_push = None
        if address is None:
            return
        self._free = asyncio.Semaphore(address.max_connections)
        self.updates.on_push = self._take
        for waiting in self.updates.alive():
            self._take(waiting)

    async def close(self) -> None:
        """Stop posting and close the connections."""
        tasks = list(self._tasks)
        self._stop()
        self.updates.on_push = None
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.close()

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._queues.clear()

    def _take(self, waiting: Waiting) -> None:
        """Put an update in its queue; an idle queue gets a task of its own."""
        if waiting.queue in self._queues:
            self._queues[waiting.queue].append(waiting)
            return
        queue = self._queues[waiting.queue] = deque([waiting])
        task = asyncio.get_running_loop().create_task(self._drain(waiting.queue, queue))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, name: Queue, queue: deque[Waiting]) -> None:
        while queue:
            if await self._deliver(queue[0]):
                self.updates.confirm(queue[0].id)
            queue.popleft()
        if self._queues.get(name) is queue:
            del self._queues[name]

    async def _deliver(self, waiting: Waiting) -> bool:
        """Post until it is taken; False when it expired or was dropped first."""
        fails, delay = 0, self.limits.webhook_retry / 2
        while waiting.id in self.updates.waiting:
            async with self._free:
                taken, pause = await self._post(waiting)
            if taken:
                return True
            if fails:
                delay = min(delay * 2, self.limits.webhook_retry_most * random.uniform(1, 2))
            wait = pause or (delay if fails else 0)
            fails += 1
            if self.clock() + wait > waiting.expires_at:
                self.updates.drop(waiting.id)
                return False
            await asyncio.sleep(wait)
        return False

    async def _post(self, waiting: Waiting) -> tuple[bool, float]:
        """Whether it was taken, and the seconds that the bot asked us to wait."""
        address = self.address
        if address is None:
            return False, 0
        if self._client is None:
            self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.limits.webhook_timeout))
        headers = {"Content-Type": "application/json"}
        if address.secret_token:
            headers[SECRET_HEADER] = address.secret_token
        try:
            async with self._client.post(address.url, data=waiting.text.encode(), headers=headers) as response:
                await response.read()
        except (aiohttp.ClientError, TimeoutError):
            self.last_error = (self.clock(), "Webhook connection closed")
            return False, 0
        return self._judge(response)

    def _judge(self, response: aiohttp.ClientResponse) -> tuple[bool, float]:
        if response.status != 410:
            self._gone_since = None
        if 200 <= response.status <= 299:
            return True, 0
        words = f"Wrong response from the webhook: {response.status} {response.reason}"
        self.last_error = (self.clock(), words)
        if response.status == 410:
            self._gone_since = self._gone_since or self.clock()
            if self.clock() > self._gone_since + GONE_SECONDS:
                self.set(None)
        after = response.headers.get("Retry-After", "")
        return False, min(float(after), 3600.0) if after.isdigit() else 0
