"""`demo`: two real programs, one page, one end."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.commands import main
from bot.commands.demo_world import ADMIN, STAFF, chosen_regulation, free_ports, settings_told, without_settings
from sandbox.world import ALINA, OWNER, PORTAL_IDS, SALES
from sandbox.world import STAFF as PEOPLE

ROOT = Path(__file__).parents[2]
PATIENCE = 150  # a busy machine takes half a minute to import everything twice


async def test_the_demo_comes_up_plays_and_ends(tmp_path: Path) -> None:
    """A real `.env` beside it and a taken port do not disturb it."""
    (tmp_path / ".env").write_text("BOT_TOKEN=wrong\nSUPERVISORS_CHAT_ID=-1005000000009\n", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as other:
        demo = await _start(tmp_path, str(other.getsockname()[1]))
        try:
            async with asyncio.timeout(PATIENCE):
                page = await _page(demo)
                card = await _play(page)
        finally:
            demo.send_signal(signal.SIGTERM)
            rest, errors = await demo.communicate()
    assert "Олег" in card
    assert demo.returncode == 0, errors
    assert "остановлены" in rest.decode()
    assert "http" not in rest.decode()
    assert list((tmp_path / "tmp").iterdir()) == []
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", int(page.rstrip("/").rpartition(":")[2]))


async def _start(folder: Path, port: str) -> Process:
    (folder / "tmp").mkdir()
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(folder / "tmp"),
        "PUBLIC_URL": "https://real.example",
    }
    command = (sys.executable, "-m", "bot", "demo", "--port", port)
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=environ, stdout=PIPE, stderr=PIPE)


async def _page(demo: Process) -> str:
    """The one address that it prints."""
    assert demo.stdout is not None
    while line := (await demo.stdout.readline()).decode():
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError("the demo has ended")


async def _play(page: str) -> str:
    """A visitor of the site leaves a lead: the text of the card that its manager gets."""
    async with aiohttp.ClientSession(page) as visitor:
        async with visitor.get("/") as shown:
            assert shown.status == 200
        async with visitor.get("/api/stream") as stream, visitor.post("/api/scenarios/site", json={}) as pressed:
            assert pressed.status == 200
            async for line in stream.content:
                for message in _messages(line):
                    if message["chat"] == ALINA and message.get("rows"):
                        return str(message["text"])
    raise AssertionError("the stream has ended")


def _messages(line: bytes) -> list[dict[str, Any]]:
    """The messages told by a line of the stream."""
    if not line.startswith(b"data:"):
        return []
    put = json.loads(line.removeprefix(b"data:")).get("put", {})
    return [thing for key, thing in put.items() if key.startswith("message:")]


def test_the_program_that_died_is_named_with_the_end_of_its_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--port", "0"], {**os.environ, "PYTHONHOME": "/nowhere"}) == 1
    told = capsys.readouterr().out
    assert "«песочница» (код 1)" in told
    assert "encodings" in told


def test_a_taken_port_is_replaced() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        first, second = free_ports(taken, taken)
    assert len({taken, first, second}) == 3


def test_the_demo_knows_the_people_of_the_sandbox() -> None:
    assert {telegram: bitrix for bitrix, telegram, _ in STAFF} == {each: PORTAL_IDS[each] for each in (*PEOPLE, *SALES)}
    assert ADMIN == OWNER


def test_half_a_line_is_not_a_setting() -> None:
    assert settings_told("Песочница: http://127.0.0.1:1\n  BOT_TOKEN=4242:X\n  REGULA") == {"BOT_TOKEN": "4242:X"}
    assert settings_told("  REGULATION=de") == {}


def test_nothing_of_a_real_installation_reaches_the_demo() -> None:
    kept = without_settings({"BOT_TOKEN_FILE": "/x", "ADMIN_IDS": "1", "LANGUAGE": "en", "PATH": "/bin"})
    assert kept.keys() - {"NO_PROXY", "no_proxy"} == {"LANGUAGE", "PATH"}


def test_another_regulation_may_be_played() -> None:
    assert chosen_regulation({}) == {}
    assert chosen_regulation({"REGULATION": "op10"}) == {"REGULATION": "op10"}
    own = chosen_regulation({"REGULATION": "our.toml"})["REGULATION"]
    assert Path(own) == Path("our.toml").resolve()
