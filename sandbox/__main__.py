"""`python -m sandbox`: the sandbox alone, for an assistant that is started elsewhere."""

import argparse
import asyncio
import contextlib
import sys

from sandbox.app import Config, Sandbox, running
from sandbox.world import OWNER, SOURCES_CHAT

SETTINGS = """\
Песочница: {url}
Настройки ассистента для неё:
  BOT_TOKEN={token}
  TELEGRAM_API_URL={telegram}
  BITRIX24_WEBHOOK_URL={webhook}
  BITRIX24_APPLICATION_TOKEN={events}
  SOURCES_CHAT_ID={sources}
  ADMIN_IDS={admin}
  REGULATION=demo
"""


def _settings(sandbox: Sandbox) -> str:
    """What to tell the assistant; all of it is made up and opens nothing elsewhere."""
    return SETTINGS.format(
        url=sandbox.url,
        token=sandbox.telegram.token,
        telegram=sandbox.telegram_url,
        webhook=sandbox.webhook_url,
        events=sandbox.portal.events.application_token,
        sources=SOURCES_CHAT,
        admin=OWNER,
    )


async def _serve(config: Config) -> None:
    async with running(config) as sandbox:
        sys.stdout.write(_settings(sandbox))
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Listen until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Telegram and Bitrix24, stood in for")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090, help="0 takes a free one")
    parser.add_argument("--product", default="", help="where the assistant listens, e.g. http://127.0.0.1:8080")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(Config(given.host, given.port, given.product)))


if __name__ == "__main__":
    main()
