"""`migrate`: the tables of the database, created or brought up to date."""

import argparse
import asyncio

from bot.commands.parser import Parser
from bot.commands.terminal import Terminal
from bot.start_refused import database_in_words
from services.storage.database import Database
from services.storage.migrate import HEAD, migrate, move_to, versions


def add(parser: Parser) -> None:
    """What the command takes."""
    words = parser.texts.plain("help-to")
    parser.add_argument("--to", choices=versions(), default=HEAD, metavar="VERSION", help=words)
    parser.set_defaults(do=run)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Harmless when there is nothing to do; `run` does it by itself too."""
    settings = terminal.settings()
    with database_in_words(settings, terminal.texts):
        asyncio.run(_migrate(settings.database_url.get_secret_value(), args.to))
    print(terminal.texts.plain("migrate-done"))
    return 0


async def _migrate(url: str, version: str) -> None:
    db = Database(url)
    try:
        await (migrate(db) if version == HEAD else move_to(db, version))
    finally:
        await db.close()
