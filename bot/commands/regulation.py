"""`regulation check FILE`, `diff A B`, `simulate FILE`: a regulation as far as it can be judged without a portal."""

import argparse
from importlib import import_module

from bot.commands.parser import Parser
from bot.commands.terminal import Terminal
from services.regulations import Difference, differences, load


def add(parser: Parser) -> None:
    """What the command takes."""
    texts = parser.texts
    commands = parser.add_commands()
    words = texts.plain("help-regulation-check")
    check = commands.add_parser("check", help=words, description=words, texts=texts)
    check.add_argument("file", metavar="FILE", help=texts.plain("help-file"))
    check.set_defaults(do=run)
    words = texts.plain("help-regulation-diff")
    diff = commands.add_parser("diff", help=words, description=words, texts=texts)
    diff.add_argument("before", metavar="A", help=texts.plain("help-file"))
    diff.add_argument("after", metavar="B", help=texts.plain("help-file"))
    diff.set_defaults(do=tell)
    words = texts.plain("help-regulation-simulate")
    simulated = commands.add_parser("simulate", help=words, description=words, texts=texts)
    simulated.add_argument("file", metavar="FILE", help=texts.plain("help-file"))
    simulated.add_argument("--history", default="30d", help=texts.plain("help-history"))
    simulated.set_defaults(do=simulate)
    words = texts.plain("help-regulation-new")
    commands.add_parser("new", help=words, description=words, texts=texts).set_defaults(do=begin)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Raises RegulationError with everything that is wrong."""
    file = load(args.file).file
    words = {"title": file.title, "name": file.name, "edition": file.edition.isoformat()}
    print(terminal.texts.plain("regulation-good", **words))
    return 0


def simulate(args: argparse.Namespace, terminal: Terminal) -> int:
    """Needs the database, which the other commands do not wait for."""
    code: int = import_module("bot.commands.simulation").run(args, terminal)
    return code


def begin(args: argparse.Namespace, terminal: Terminal) -> int:
    """Needs the portal's client."""
    code: int = import_module("bot.commands.new_regulation").run(args, terminal)
    return code


def tell(args: argparse.Namespace, terminal: Terminal) -> int:
    """What B says otherwise than A, with everything that each extends; RegulationError when one has mistakes."""
    before, after = (load(name).document.data for name in (args.before, args.after))
    found = differences(before, after)
    for each in found:
        print(_line(each, terminal))
    if not found:
        print(terminal.texts.plain("regulation-same"))
    return 0


def _line(found: Difference, terminal: Terminal) -> str:
    kind = "changed" if found.before and found.after else "new" if found.after else "gone"
    said = {"key": found.key, "before": found.before, "after": found.after, "kind": kind}
    line = terminal.texts.plain("regulation-difference", **said)
    return f"{line}\n    {found.about}" if found.about else line
