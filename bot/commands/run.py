"""`run`: the assistant itself."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from typing import Any

from bot import log
from bot.app import build
from bot.serve import StartRefusedError, serve
from bot.settings import read_settings


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("run", help="run the assistant")
    parser.add_argument(
        "--since",
        type=_moment,
        metavar="TIME",
        help="push leads created since then too, ISO 8601 (default: leads created after the first start)",
    )
    parser.set_defaults(do=run)


def run(args: argparse.Namespace) -> int:
    """Until SIGTERM."""
    settings = read_settings()
    log.configure(settings.log_level, settings.log_format.value, settings.secrets)
    try:
        asyncio.run(_run(settings, args.since))
    except StartRefusedError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def _run(settings: Any, since: datetime | None) -> None:
    await serve(build(settings), since)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.astimezone(UTC)
