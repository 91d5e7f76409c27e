"""What keeps a command from starting, in words: which setting, why, and the cure."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url

from bot.masking import mask_credentials
from bot.settings import Settings
from services.regulations import RegulationError
from services.telegram.texts import Texts

log = logging.getLogger(__name__)

_LONGEST_REASON = 300


class StartRefusedError(Exception):
    """The process must not start: the text says which setting is wrong, and the cure."""


@contextmanager
def database_in_words(settings: Settings, texts: Texts) -> Iterator[None]:
    """Around the first use of the database: whatever the driver raises there means that it cannot be used."""
    try:
        yield
    except (StartRefusedError, RegulationError):
        raise
    except Exception as error:
        log.debug("the database cannot be used", exc_info=True)
        address = make_url(settings.database_url.get_secret_value()).render_as_string(hide_password=True)
        words = texts.plain("start-database-refused", address=address, reason=reason(error, settings))
        raise StartRefusedError(words) from None


@contextmanager
def regulation_in_words(settings: Settings, texts: Texts) -> Iterator[None]:
    """Around reading and binding the regulation: its problems, under the setting that names it."""
    try:
        yield
    except RegulationError as error:
        words = texts.plain("start-regulation-refused", name=settings.regulation)
        raise StartRefusedError(f"{words}\n{error}") from None


def port_refusal(settings: Settings, texts: Texts, error: OSError) -> StartRefusedError:
    """Why nobody can listen at HTTP_HOST and HTTP_PORT."""
    key = "start-port-taken" if error.errno == errno.EADDRINUSE else "start-port-refused"
    where = {"host": settings.http_host, "port": str(settings.http_port)}
    return StartRefusedError(texts.plain(key, **where, reason=reason(error, settings)))


def reason(error: Exception, settings: Settings) -> str:
    """The first line of what an error says, without secrets."""
    said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return mask_credentials(said.splitlines()[0], settings.secrets)[:_LONGEST_REASON]
