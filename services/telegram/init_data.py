"""What Telegram signs when it opens the Mini App (core.telegram.org/bots/webapps#validating-data-received)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.utils.web_app import safe_parse_webapp_init_data

FRESH = timedelta(minutes=10)  # the check of the signature says nothing of its age
SKEW = timedelta(minutes=1)
LARGEST = 4096  # characters


@dataclass(frozen=True, slots=True)
class Opened:
    """Who opened the app, by Telegram's word, and until when that word is good."""

    telegram_id: int
    expires_at: datetime


def opened_by(token: str, init_data: str, now: datetime) -> Opened | None:
    """None when it is forged, old, from the future, or names nobody."""
    if len(init_data) > LARGEST:
        return None
    try:
        data = safe_parse_webapp_init_data(token, init_data)
    except (ValueError, TypeError, LookupError):
        return None
    if data.user is None or not -SKEW <= now - data.auth_date <= FRESH:
        return None
    return Opened(data.user.id, data.auth_date + FRESH)
