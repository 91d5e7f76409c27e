"""`run`: the assistant itself."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import datetime

import bot.lean_aiogram  # noqa: F401 - before anything that imports aiogram
from bot import log
from bot.app import build
from bot.commands.parser import Parser
from bot.commands.terminal import Terminal
from bot.serve import serve
from bot.start_refused import database_in_words, regulation_in_words
from services.telegram.texts import Texts


def add(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("--since", type=_moment(parser.texts), metavar="TIME", help=parser.texts.plain("help-since"))
    parser.set_defaults(do=run)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Until SIGTERM."""
    settings = terminal.settings()
    log.configure(settings.log_level, settings.log_format.value, settings.secrets)
    with database_in_words(settings, terminal.texts), regulation_in_words(settings, terminal.texts):
        app = build(settings)
    asyncio.run(serve(app, args.since))
    return 0


def _moment(texts: Texts) -> Callable[[str], datetime]:
    def moment(text: str) -> datetime:
        try:
            return datetime.fromisoformat(text).astimezone()  # without a zone: the machine's own
        except ValueError:
            raise argparse.ArgumentTypeError(texts.plain("args-moment", value=text)) from None

    return moment
