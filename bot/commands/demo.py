"""`demo`: the assistant and the sandbox, two programs wired to each other, until Ctrl-C."""

import argparse
import asyncio
import signal
import tempfile
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TypeVar

import httpx

from bot.commands import programs
from bot.commands.demo_world import (
    HOST,
    chosen_regulation,
    connect_people,
    free_ports,
    settings_for,
    settings_told,
    without_settings,
)
from bot.commands.parser import Parser, port
from bot.commands.programs import Program
from bot.commands.terminal import Terminal

PAGE_PORT, PRODUCT_PORT = 8090, 8080
PATIENCE = 120.0  # seconds for a program to be ready
LOOK = 0.2

Found = TypeVar("Found")


def add(parser: Parser) -> None:
    """What the command takes."""
    texts = parser.texts
    parser.add_argument("--port", type=port(texts), default=PAGE_PORT, help=texts.plain("help-port"))
    parser.add_argument("--open", action="store_true", help=texts.plain("help-open"))
    parser.set_defaults(do=run)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """0 when told to end, 1 when one of the programs ended by itself or was not ready in time."""
    say = terminal.texts.plain
    print(say("demo-starting"), flush=True)
    try:
        asyncio.run(_demo(args, terminal))
    except _Told:
        print(say("demo-ended"))
        return 0
    except _Died as died:
        code = str(died.program.process.returncode)
        print(say("demo-died", program=died.program.name, code=code, log=died.log))
    except _Late as late:
        print(say("demo-late", program=late.program.name, seconds=PATIENCE, log=late.log))
    return 1


class _Told(Exception):
    """Somebody wants the demo to end."""


class _Failed(Exception):
    """The log is read at once: it goes with the folder."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.name)
        self.program, self.log = program, program.last_lines()


class _Died(_Failed):
    """The program ended by itself."""


class _Late(_Failed):
    """The program is not ready."""


async def _demo(args: argparse.Namespace, terminal: Terminal) -> None:
    stage, say = _Stage(), terminal.texts.plain
    async with AsyncExitStack() as ending:
        web = await ending.enter_async_context(httpx.AsyncClient(trust_env=False))
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="five-minutes-demo-")))
        page_port, product_port = free_ports(args.port, PRODUCT_PORT)
        environ, product = without_settings(terminal.environ), f"http://{HOST}:{product_port}"
        wires = ("--port", str(page_port), "--product", product)

        sandbox = await programs.start(say("demo-sandbox"), "sandbox", *wires, folder=folder, environ=environ)
        ending.push_async_callback(sandbox.end)
        told = await stage.until(sandbox, lambda: _settings(sandbox))
        page = told["TELEGRAM_API_URL"]

        environ |= settings_for(told, folder, product_port) | chosen_regulation(terminal.environ)
        await connect_people(environ, folder, web, page)
        bot = await programs.start(say("demo-bot"), "bot", "run", folder=folder, environ=environ)
        ending.push_async_callback(bot.end)
        await stage.until(bot, lambda: _ready(web, product))

        print(say("demo-ready", address=f"{page}/"), flush=True)
        if args.open:
            await asyncio.to_thread(webbrowser.open, page)
        await stage.watch(sandbox, bot)


class _Stage:
    """Waits, while it is watched that nobody wants the end."""

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(name, self._stopping.set)

    async def until(self, program: Program, look: Callable[[], Awaitable[Found | None]]) -> Found:
        """What `look` finds once the program is ready. Raises _Told, _Died, _Late."""
        for _ in range(int(PATIENCE / LOOK)):
            if (found := await look()) is not None:
                return found
            await self._pause(program)
        raise _Late(program)

    async def watch(self, *running: Program) -> None:
        """For ever: raises _Told or _Died."""
        while True:
            await self._pause(*running)

    async def _pause(self, *running: Program) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), LOOK)
        if self._stopping.is_set():
            raise _Told
        for program in running:
            if program.ended:
                raise _Died(program)


async def _settings(sandbox: Program) -> dict[str, str] | None:
    """It prints them once it listens; the regulation comes last."""
    told = settings_told(sandbox.log.read_text("utf-8", "replace"))
    return told if "REGULATION" in told else None


async def _ready(web: httpx.AsyncClient, product: str) -> bool | None:
    with suppress(httpx.TransportError):
        return (await web.get(f"{product}/readyz")).is_success or None
    return None
