"""`erase`: forget a client who asked to be forgotten."""

import argparse
import asyncio
import re
from datetime import UTC, datetime, timedelta

from bot.commands.parser import Parser, whole
from bot.commands.terminal import Terminal
from bot.start_refused import database_in_words
from services.retention import Retention
from services.storage.database import Database
from services.storage.migrate import migrate

DIGITS = 10  # of a phone: with and without +7 or 8 it is the same number


def add(parser: Parser) -> None:
    """What the command takes."""
    texts = parser.texts
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--lead", type=whole(texts), metavar="ID", help=texts.plain("help-erase-lead"))
    which.add_argument("--phone", help=texts.plain("help-erase-phone"))
    parser.set_defaults(do=run)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """0 when something was forgotten, 1 when nobody was found."""
    say, settings = terminal.texts.plain, terminal.settings()
    digits = re.sub(r"\D", "", args.phone or "")[-DIGITS:]
    if args.phone and len(digits) < DIGITS:
        print(say("erase-phone-short"))
        return 1
    with database_in_words(settings, terminal.texts):
        count = asyncio.run(_erase(settings.database_url.get_secret_value(), args.lead or 0, digits))
    print(say("erase-done", count=count) if count else say("erase-nobody"))
    return 0 if count else 1


async def _erase(url: str, lead_id: int, digits: str) -> int:
    db = Database(url)
    try:
        await migrate(db)
        return await Retention(db, timedelta(), lambda: datetime.now(UTC)).erase(lead_id, digits)
    finally:
        await db.close()
