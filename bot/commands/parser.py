"""argparse in the product's languages."""

import argparse
import re
from typing import Any, NoReturn

from services.telegram.texts import Texts

# What argparse says in English, and the message that says it in ours; anything else is shown as it is.
_MISTAKES = (
    (r"the following arguments are required: (?P<name>.+)", "args-required"),
    (r"unrecognized arguments: (?P<value>.+)", "args-unknown"),
    (r"argument (?P<name>\S+): invalid choice: (?P<value>.+) \(choose from (?P<options>.+)\)", "args-choice"),
    (r"argument (?P<name>\S+): expected one argument", "args-value"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and mistakes are in the words of `texts`."""

    def __init__(self, *, texts: Texts, **given: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **given)
        self.texts = texts
        self._positionals.title = texts.plain("help-arguments")
        self._optionals.title = texts.plain("help-options")
        self.add_argument("-h", "--help", action="help", help=texts.plain("help-help"))

    def add_commands(self) -> Any:
        """Commands of this one: one of them has to be named."""
        title, name = self.texts.plain("help-commands"), self.texts.plain("help-command")
        return self.add_subparsers(title=title, metavar=name, required=True)

    def format_usage(self) -> str:
        return self._in_our_words(super().format_usage())

    def format_help(self) -> str:
        return self._in_our_words(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Exit code 2, with what is wrong and where the help is."""
        words = self.texts.plain("args-wrong", reason=self._mistake(message), command=self.prog)
        self.exit(2, f"{words}\n")

    def _mistake(self, message: str) -> str:
        for said, key in _MISTAKES:
            if found := re.fullmatch(said, message):
                return self.texts.plain(key, **found.groupdict())
        return message.removeprefix("argument ")

    def _in_our_words(self, help_text: str) -> str:
        return help_text.replace("usage:", self.texts.plain("help-usage"), 1)


def whole(texts: Texts) -> Any:
    """The type of an argument: a whole number above zero."""

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text)):
            raise argparse.ArgumentTypeError(texts.plain("args-number", value=text))
        return int(text)

    return number


def port(texts: Texts) -> Any:
    """The type of an argument: a port, 0 for any free one."""

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) < 65536):
            raise argparse.ArgumentTypeError(texts.plain("args-port", value=text))
        return int(text)

    return number
