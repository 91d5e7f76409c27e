"""The command line: one file a command. Exit codes: 0 done, 1 something is wrong, 2 wrong settings or regulation."""

import argparse
import sys
from collections.abc import Sequence

from bot.commands import run
from bot.settings import SettingsError
from services.regulations import RegulationError

COMMANDS = (run,)


def main(argv: Sequence[str]) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="«Пять минут»")
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        command.add(commands)
    args = parser.parse_args(argv)
    try:
        code: int = args.do(args)
    except (SettingsError, RegulationError) as error:
        print(error, file=sys.stderr)
        return 2
    return code
