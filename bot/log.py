"""The log: standard error, text for eyes or JSON for machines, never a secret or a phone."""

import json
import logging
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, TextIO

from bot.masking import mask

_NAME = "five-minutes"
_TALKATIVE = ("httpx", "httpcore", "aiohttp.access", "aiogram.event", "apscheduler")


def configure(
    level: str, fmt: Literal["text", "json"], secrets: Sequence[str] = (), stream: TextIO | None = None
) -> None:
    """Send everything logged to `stream` (standard error), masked; calling again replaces the first call."""
    handler = logging.StreamHandler(stream)
    handler.name = _NAME
    handler.addFilter(Masking(secrets))
    handler.setFormatter(
        Json() if fmt == "json" else logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    root = logging.getLogger()
    for former in [each for each in root.handlers if each.name == _NAME]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


class Masking(logging.Filter):
    """Renders a record, arguments and traceback included, and masks what came out."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(_message(record), self._secrets), None
        if record.exc_info:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        record.exc_text = record.exc_text and mask(record.exc_text, self._secrets)
        record.stack_info = record.stack_info and mask(record.stack_info, self._secrets)
        return True


class Json(logging.Formatter):
    """One record, one line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["exc"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """A line whose arguments do not fit is logged all the same: the library would print them unmasked."""
    try:
        return record.getMessage()
    except Exception as error:
        return f"{record.msg} ({type(error).__name__} in the arguments of this line)"


def _log_uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, where)
        return
    logging.getLogger(_NAME).critical("stopped by an error", exc_info=(kind, error, where))
