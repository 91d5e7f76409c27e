"""What an installation of the assistant needs: a database with its people, settings, a regulation in seconds."""

import random
import socket
from pathlib import Path

from sandbox.app import Sandbox
from sandbox.bitrix24.demo import APPLICATION_TOKEN
from services.domain.people import Role
from services.storage import staff_store
from services.storage.database import Database
from services.storage.migrate import migrate
from tests.kill.clock import REGULATION
from tests.kill.office import ANGELINA_LEBEDEVA, MANAGERS, TIMUR_SADYKOV, VERA_KLIMOVA, Groups
from tests.kill.product import Product
from tests.kill.trace import Trace


async def employed(database_url: str) -> Database:
    """The database with everybody in it."""
    db = Database(database_url)
    await migrate(db)
    roles = {VERA_KLIMOVA: Role.SUPERVISOR, ANGELINA_LEBEDEVA: Role.KEEPER}
    async with db.writing() as conn:
        for each in [*MANAGERS, TIMUR_SADYKOV, VERA_KLIMOVA, ANGELINA_LEBEDEVA]:
            held = [roles.get(each, Role.MANAGER)]
            await staff_store.add(conn, roles=held, name=each.name, bitrix_id=each.id, telegram_id=each.chat)
    return db


def installed(
    sandbox: Sandbox,
    database_url: str,
    folder: Path,
    groups: Groups,
    trace: Trace,
    *,
    webhook: bool,
    plan: str,
    cold: bool = False,
) -> Product:
    """The assistant with its settings; it does not run yet."""
    environment = settings(sandbox, database_url, folder, groups, webhook=webhook, plan=plan)
    return Product(environment, folder / "bot.log", trace, cold=cold, shared=database_url.startswith("postgresql"))


def settings(
    sandbox: Sandbox, database_url: str, folder: Path, groups: Groups, *, webhook: bool, plan: str
) -> dict[str, str]:
    """The environment of the process; the portal's events are sent to it."""
    (folder / "kill.toml").write_text(REGULATION)
    port = free_port()
    sandbox.send_events_to(f"http://127.0.0.1:{port}")
    return {
        "BOT_TOKEN": sandbox.telegram.token,
        "TELEGRAM_API_URL": sandbox.telegram_url,
        "PUBLIC_URL": f"http://127.0.0.1:{port}" if webhook else "",
        "BITRIX24_WEBHOOK_URL": sandbox.webhook_url,
        "BITRIX24_APPLICATION_TOKEN": APPLICATION_TOKEN,
        "BITRIX24_SWEEP_SECONDS": "1",
        "BITRIX24_PLAN": plan,
        "DATABASE_URL": database_url,
        "HTTP_PORT": str(port),
        "REGULATION": str(folder / "kill.toml"),
        "SUPERVISORS_CHAT_ID": str(groups.supervisors or ""),
        "SOURCES_CHAT_ID": str(groups.sources or ""),
    }


def free_port() -> int:
    """Below the ports that the system gives to outgoing connections: nobody takes it while the process is down."""
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
