"""The log: what it shows, and what it must never show."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.log import configure

ROOT = Path(__file__).parents[2]
TOKEN = "4242:MADE-UP-TOKEN-000000000000000000000"
SECRET = "made up, with spaces"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A place for the log; whatever `configure` set is put back."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    root.handlers.clear()
    yield io.StringIO()
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)


def told(stream: io.StringIO, text: str, *args: object) -> str:
    configure("INFO", "text", [SECRET, "short"], stream)
    logging.getLogger("test").info(text, *args)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/getMe", "MADE-UP-TOKEN"),
        ("GET https://portal.example/rest/1/madeupsecret/crm.item.get.json", "madeupsecret"),
        ("GET /rest/1/madeupsecret", "madeupsecret"),
        ("next=%2Frest%2F1%2Fmadeupsecret%2F", "madeupsecret"),
        ("event=ONCRMLEADADD&auth[application_token]=madeuptoken&ts=1", "madeuptoken"),
        ("auth%5Bapplication_token%5D=madeuptoken", "madeuptoken"),
        ("{'application_token': 'madeuptoken'}", "madeuptoken"),
        ("X-Telegram-Bot-Api-Secret-Token: madeuptoken", "madeuptoken"),
        ("postgresql+asyncpg://bot:madeuppassword@db/bot", "madeuppassword"),
        (f"the secret is {SECRET}!", SECRET),
    ],
)
def test_no_secret_reaches_the_log(stream: io.StringIO, text: str, secret: str) -> None:
    shown = told(stream, text)
    assert secret not in shown
    assert "***" in shown


@pytest.mark.parametrize(
    "phone",
    ["+79990000001", "89990000001", "9990000001", "+7 (999) 000-00-01", "8 999 000 00 01", "8.999.000.00.01",
     "7\u2011999\u2011000\u20110001", "+7\u00a0999\u00a0000\u00a000\u00a001"],
)  # fmt: skip
def test_of_a_phone_two_digits_stay(stream: io.StringIO, phone: str) -> None:
    shown = told(stream, "the client %s called", phone)
    assert "the client ***01 called" in shown


def test_what_only_looks_long_stays_readable(stream: io.StringIO) -> None:
    text = "chat -1005000000001 of 192.168.100.100 at 2026-11-23 21:22:05.123456, 2026-11-23T21:22:05, lead 123456"
    assert text in told(stream, text)


def test_a_phone_beside_a_moment_is_still_masked(stream: io.StringIO) -> None:
    assert "2026-11-23 ***01" in told(stream, "2026-11-23 89990000001")


def test_a_word_too_short_for_a_secret_is_left_alone(stream: io.StringIO) -> None:
    assert "a short word" in told(stream, "a short word")


def test_arguments_and_tracebacks_are_masked(stream: io.StringIO) -> None:
    configure("INFO", "text", [], stream)
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe for +79990000001")
    except ValueError:
        logging.getLogger("test").exception("failed %s", {"phone": "+79990000001"}, stack_info=True)
    shown = stream.getvalue()
    assert "Traceback" in shown
    assert "ValueError: https://api.telegram.org/bot4242:***/getMe for ***01" in shown
    assert "999000" not in shown


def test_json_is_one_line_with_everything(stream: io.StringIO) -> None:
    configure("INFO", "json", [], stream)
    try:
        raise ValueError("«кавычки»\nи строки, 89990000001")
    except ValueError:
        logging.getLogger("services.intake").exception("лид %s", 7)
    (line,) = stream.getvalue().splitlines()
    record = json.loads(line)
    assert (record["level"], record["logger"], record["message"]) == ("ERROR", "services.intake", "лид 7")
    assert record["ts"].endswith("+00:00")
    assert record["exc"].endswith("ValueError: «кавычки»\nи строки, ***01")


def test_libraries_speak_up_only_to_warn(stream: io.StringIO) -> None:
    configure("DEBUG", "text", [], stream)
    for name in ("httpx", "httpcore.http11", "aiohttp.access", "apscheduler.scheduler"):
        logging.getLogger(name).info("chatter")
        logging.getLogger(name).warning("trouble of %s", name)
    assert "chatter" not in stream.getvalue()
    assert stream.getvalue().count("trouble") == 4


def test_configuring_again_replaces_the_first_time(stream: io.StringIO) -> None:
    configure("INFO", "text", [], stream)
    assert told(stream, "once").count("once") == 1


def in_a_process(line: str) -> str:
    """What a program of its own leaves on standard error; pytest's own handlers are not there."""
    code = f"import logging\nfrom bot.log import configure\nconfigure('INFO', 'text')\n{line}"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False).stderr


def test_arguments_that_do_not_fit_cost_only_themselves() -> None:
    shown = in_a_process("logging.info('number %d', '89990000001')")
    assert "number %d (TypeError" in shown
    assert "999000" not in shown


def test_an_uncaught_error_is_masked_too() -> None:
    shown = in_a_process(f"raise ValueError('bot{TOKEN}')")
    assert "ValueError: bot4242:***" in shown
    assert "MADE-UP" not in shown
