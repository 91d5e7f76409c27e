"""The command line: one file a command. Exit codes: 0 done, 1 something is wrong, 2 wrong settings or regulation."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from bot.commands.parser import Parser
from bot.commands.terminal import Terminal
from bot.settings import SettingsError
from bot.start_refused import StartRefusedError
from services.regulations import RegulationError

COMMANDS = ("run", "demo", "check", "staff", "regulation", "migrate", "erase")
INTERRUPTED = 130


def main(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run one command; its exit code."""
    terminal = Terminal(environ)
    try:
        args = _parser(terminal, argv).parse_args(argv)
        gc.freeze()  # what was imported stays: going over it again takes a fifth of a second, and a tap would wait
        gc.enable()
        code: int = args.do(args, terminal)
    except (SettingsError, RegulationError, StartRefusedError) as error:
        print(error, file=sys.stderr)
        return 2
    except SystemExit as end:  # argparse: --help, or a mistake
        return int(end.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _parser(terminal: Terminal, argv: Sequence[str]) -> Parser:
    """Only the command that was asked for is imported: aiogram alone takes seconds, and not all of them need it."""
    texts = terminal.texts
    parser = Parser(prog="python -m bot", description=texts.plain("help-about"), texts=texts)
    commands = parser.add_commands()
    for name in COMMANDS:
        words = texts.plain(f"help-{name}")
        command = commands.add_parser(name, help=words, description=words, texts=texts)
        if name in argv[:1]:
            import_module(f"bot.commands.{name}").add(command)
    return parser
