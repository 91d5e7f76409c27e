"""What the demo is set up with: settings for the sandbox, and people who are connected already."""

import re
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import httpx

from bot.commands.office import open_office
from bot.commands.terminal import Terminal
from bot.settings import Settings
from services.domain.people import Role

HOST = "127.0.0.1"
# Number in the portal, number in Telegram, what the person does.
STAFF = (
    (12, 5012, Role.MANAGER),
    (13, 5013, Role.MANAGER),
    (14, 5014, Role.SUPERVISOR),
    (14, 5014, Role.HEAD),
    (15, 5015, Role.KEEPER),
    (13, 5013, Role.DEPUTY),
    (21, 5021, Role.SALES),
    (22, 5022, Role.SALES),
    (23, 5023, Role.SALES),
)
ADMIN = 5001
SWEEP_SECONDS = 10  # a visitor who loses an event does not wait for a minute
_OURS = ("LANGUAGE", "LOG_LEVEL", "LOG_FORMAT")


def free_ports(*wanted: int) -> list[int]:
    """These ports, each replaced by any free one when it is taken; all of them different."""
    with ExitStack() as held:
        return [held.enter_context(_bound(port)).getsockname()[1] for port in wanted]


def _bound(port: int) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((HOST, port))
    except OSError:
        one.bind((HOST, 0))
    return one


def without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without the settings of a real installation; nothing here goes through a proxy."""
    names = {name.upper() for name in Settings.model_fields} - {*_OURS}
    real = names | {f"{name}_FILE" for name in names}
    return {key: value for key, value in environ.items() if key not in real} | {"NO_PROXY": HOST, "no_proxy": HOST}


def settings_told(log: str) -> dict[str, str]:
    """The settings that the sandbox prints for the assistant, whole lines only."""
    return dict(re.findall(r"(?m)^\s*([A-Z][A-Z0-9_]+)=(.*)\n", log))


def settings_for(told: Mapping[str, str], folder: Path, port: int) -> dict[str, str]:
    """All settings of the assistant: a fresh database, and the sandbox in place of both services."""
    return {
        **told,
        "DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "BITRIX24_SWEEP_SECONDS": str(SWEEP_SECONDS),
        "HTTP_HOST": HOST,
        "HTTP_PORT": str(port),
    }


def chosen_regulation(environ: Mapping[str, str]) -> dict[str, str]:
    """`REGULATION=… python -m bot demo` plays another one; `.env` says what a real installation has."""
    name = environ.get("REGULATION", "")
    if not name:
        return {}
    return {"REGULATION": str(Path(name).resolve()) if Path(name).suffix else name}


async def connect_people(environ: Mapping[str, str], folder: Path, web: httpx.AsyncClient, sandbox: str) -> None:
    """Everybody is on the staff and has pressed Start; the names come from the portal."""
    terminal = Terminal(environ, folder / ".env")
    async with open_office(terminal.settings(), terminal.texts) as office:
        for bitrix_id, telegram_id, role in STAFF:
            await office.people.add(bitrix_id, telegram_id, role)
    for telegram_id in dict.fromkeys((ADMIN, *(telegram_id for _, telegram_id, _ in STAFF))):
        (await web.post(f"{sandbox}/api/start", json={"user": telegram_id})).raise_for_status()
