"""An event loop whose time passes only when nobody has anything to do: then it jumps to the next timer.

What happens is real, when it happens is not, and the order is the same each time. Processes live side by side in one
loop: whoever runs in the context of a process that was killed never runs again, as if the kernel had ended it.
"""

import asyncio
import selectors
from collections.abc import Callable
from contextvars import Context
from typing import Any

from tests.virtual.network import Network
from tests.virtual.process import PROCESS, Process

LOOK = 1e-6  # seconds that pass at every look at a clock, as they do on real machines
OUTSIDE = 1.0  # seconds of real time between looks while something outside is at work


class Stuck(Exception):
    """Nothing is left to happen, ever."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """`busy` counts what is at work outside, such as a database server: time stands still meanwhile."""

    def __init__(self, start: float) -> None:
        """`start`: the time of day when it begins, Unix seconds."""
        self.busy = 0
        self._time = 1000.0
        self._midnight = start - self._time
        self.network = Network(self)
        super().__init__(_Jump(self))
        self.set_task_factory(_task)

    def time(self) -> float:
        return self._time

    def wall(self) -> float:
        """The time of day, Unix seconds; every look moves it on a little."""
        self._time += LOOK
        return self._midnight + self._time

    def jump(self, seconds: float) -> None:
        self._time += seconds

    def bury(self, process: Process) -> None:
        """What this process was about to do is never done."""
        for handle in (*self._ready, *self._scheduled):  # type: ignore[attr-defined]
            if not handle.cancelled() and handle._context.get(PROCESS) is process:
                handle.cancel()

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> asyncio.Handle:
        if _dead(context):
            return _never(self)
        return super().call_soon(callback, *args, context=context)

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Context | None = None) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)  # there are no threads here

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # noqa: ARG002
        """What others do in a thread is done at once: a thread would end at another moment each time."""
        done: asyncio.Future[Any] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:
            done.set_exception(error)
        return done

    def call_at(self, when: float, callback: Any, *args: Any, context: Context | None = None) -> asyncio.TimerHandle:
        if _dead(context):
            return _never(self)
        return super().call_at(when, callback, *args, context=context)

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: Any) -> None:
        process = PROCESS.get(None)
        if process is None:
            super().add_signal_handler(sig, callback, *args)
        else:
            process.signals[sig] = lambda: callback(*args)

    async def create_server(self, protocol_factory: Any, host: Any = None, port: Any = None, **_more: Any) -> Any:
        return self.network.listen(protocol_factory, str(host), int(port or 0))

    async def create_connection(self, protocol_factory: Any, host: Any = None, port: Any = None, **more: Any) -> Any:
        return await self.network.connect(protocol_factory, host, port, more.get("sock"))

    async def sock_connect(self, sock: Any, address: Any) -> None:
        await self.network.dial(sock, address)


class _Jump(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Looks at real files only while something outside is at work; else time jumps."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if self._loop.busy:
            return super().select(0 if timeout == 0 else OUTSIDE)
        if timeout is None:
            raise Stuck
        self._loop.jump(timeout)
        return []


def _dead(context: Context | None) -> bool:
    process = PROCESS.get(None) if context is None else context.get(PROCESS)
    return process is not None and process.dead


def _never(loop: asyncio.AbstractEventLoop) -> asyncio.TimerHandle:
    handle = asyncio.TimerHandle(0.0, lambda: None, (), loop)
    handle.cancel()
    return handle


def _task(loop: asyncio.AbstractEventLoop, coro: Any, context: Context | None = None) -> asyncio.Task[Any]:
    task = asyncio.Task(coro, loop=loop, context=context)
    process = PROCESS.get(None) if context is None else context.get(PROCESS)
    if process is not None:
        process.tasks.add(task)
        task.add_done_callback(process.tasks.discard)
    return task
