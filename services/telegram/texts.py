"""The words of the assistant: Fluent messages of `locales/`, safe to send as Telegram's HTML."""

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_currency
from fluent.runtime.types import FluentType, fluent_number

from services.telegram.html import Html, clean, escape
from services.telegram.phrases import Phrases, check

LOCALES = Path(__file__).parents[2] / "locales"
LANGUAGES = ("ru", "en")

log = logging.getLogger(__name__)


class Texts:
    """`texts("key", name=value)`: a message with every `str` escaped that is not `Html`.

    A list of [key, args] is shown as lines, one message each: words that stand in rows are said when they are shown.
    A mapping of `amount` and `currency` (ISO 4217) is shown as money: «5 000 ₽».
    A key, or an argument of it, that is missing raises LookupError when `strict`; otherwise people see the other
    language, or the key, and the log says so. Durations may be given as `timedelta` or seconds.
    """

    def __init__(self, language: str, *, strict: bool = False, root: Path = LOCALES) -> None:
        self.language = language
        self._strict, self._root = strict, root
        others = () if strict else tuple(each for each in LANGUAGES if each != language)
        self._languages = (language, *others)  # another one is read when it is needed
        self._own = _phrases(root, language)
        if strict:
            check(root / language)

    def __call__(self, key: str, /, **args: Any) -> Html:
        """The message as HTML."""
        return Html(self._format(key, {name: self._argument(value, html=True) for name, value in args.items()}))

    def plain(self, key: str, /, **args: Any) -> str:
        """The message as plain text: toasts, buttons, comments in the portal, the terminal."""
        return self._format(key, {name: self._argument(value, html=False) for name, value in args.items()})

    def patterns(self, name: str) -> dict[str, str]:
        """The messages of one file as plain text, with `{$name}` where an argument goes: for pages to fill in."""
        source = (self._root / self.language / f"{name}.ftl").read_text("utf-8")
        holes = {argument: f"{{${argument}}}" for argument in re.findall(r"\$(\w+)", source)}
        return {key: self._format(key, holes) for key in re.findall(r"^([\w-]+) =", source, re.MULTILINE)}

    def moment(self, at: datetime) -> str:
        """«23.11 12:05» by the machine's own time zone: what clients show that cannot reckon by themselves."""
        local = at.astimezone()
        return f"{local:%d.%m %H:%M}"

    def __contains__(self, key: str) -> bool:
        return key in self._own.sources

    def _argument(self, value: Any, *, html: bool) -> Any:
        if isinstance(value, Mapping):
            return _Text(format_currency(value["amount"], value["currency"], "#,##0\u00a0¤", self.language, False))
        if not isinstance(value, list) or not all(isinstance(each, list | tuple) for each in value):
            return _argument(value, html=html)
        say = self if html else self.plain
        return _Text("\n".join(say(key, **args) for key, args in value))

    def _format(self, key: str, args: Mapping[str, Any]) -> str:
        for language in self._languages:
            try:
                text, errors = _phrases(self._root, language).format(key, args)
            except LookupError:
                self._complain(f"locales/{self.language}: no message {key!r}")
                continue
            if errors:
                self._complain(f"locales/{self.language}: {key!r}: {'; '.join(map(str, errors))}")
            return text
        return key

    def _complain(self, words: str) -> None:
        if self._strict:
            raise LookupError(words)
        log.error("%s", words)


class _Text(FluentType, str):
    """A `str` that Fluent takes at any length: by itself it refuses arguments over 2,500 characters."""

    def format(self, locale: Locale) -> "_Text":  # type: ignore[override]  # noqa: ARG002 - Fluent's own
        return self


def _argument(value: Any, *, html: bool) -> Any:
    """A value as Fluent takes it: text made safe, durations in seconds, numbers without «1 000»."""
    if isinstance(value, timedelta):
        value = value.total_seconds()
    if isinstance(value, int | float):
        return fluent_number(value, useGrouping=False)
    if isinstance(value, str):
        return _Text(escape(value) if html else clean(value))
    return value


@cache
def _phrases(root: Path, language: str) -> Phrases:
    return Phrases(root / language, language)
