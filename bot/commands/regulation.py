"""`regulation check FILE`: a regulation as far as it can be judged without a portal."""

import argparse

from bot.commands.parser import Parser
from bot.commands.terminal import Terminal
from services.regulations import load


def add(parser: Parser) -> None:
    """What the command takes."""
    texts = parser.texts
    words = texts.plain("help-regulation-check")
    check = parser.add_commands().add_parser("check", help=words, description=words, texts=texts)
    check.add_argument("file", metavar="FILE", help=texts.plain("help-file"))
    check.set_defaults(do=run)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Raises RegulationError with everything that is wrong."""
    file = load(args.file).file
    words = {"title": file.title, "name": file.name, "edition": file.edition.isoformat()}
    print(terminal.texts.plain("regulation-good", **words))
    return 0
