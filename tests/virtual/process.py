"""A process of a virtual machine: what it holds is torn away when it is killed."""

import asyncio
import ctypes
import signal
from collections.abc import Callable
from contextvars import ContextVar

PROCESS: ContextVar["Process"] = ContextVar("process")  # whose code is running; nobody's: the world around


class Process:
    """Tasks run in its context. `held` are the ways to let go of what it holds: connections, ports, files."""

    def __init__(self) -> None:
        self.dead = False
        self.signals: dict[int, Callable[[], object]] = {}
        self.held: dict[object, Callable[[], None]] = {}
        self.tasks: set[asyncio.Task[object]] = set()

    def terminate(self) -> None:
        """SIGTERM."""
        handler = self.signals.get(signal.SIGTERM)
        if handler is not None:
            handler()

    def die(self) -> None:
        """kill -9, as far as others see it; the loop then buries it.

        Its memory is never freed: Python would run the `finally` of every coroutine that lies in it.
        """
        self.dead = True
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self))
        for let_go in list(self.held.values()):
            let_go()
        self.held.clear()


def hold(thing: object, let_go: Callable[[], None]) -> None:
    """The running process holds this from now on."""
    if process := PROCESS.get(None):
        process.held[thing] = let_go


def release(thing: object, process: Process | None) -> None:
    """It holds this no more."""
    if process is not None:
        process.held.pop(thing, None)
