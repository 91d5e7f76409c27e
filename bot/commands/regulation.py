"""`regulation check FILE`, `regulation diff A B`: a regulation as far as it can be judged without a portal."""

import argparse

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


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Raises RegulationError with everything that is wrong."""
    file = load(args.file).file
    words = {"title": file.title, "name": file.name, "edition": file.edition.isoformat()}
    print(terminal.texts.plain("regulation-good", **words))
    return 0


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
