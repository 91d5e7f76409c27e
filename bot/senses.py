"""What the watch is told of the two services and the disk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import Settings
from services.bitrix24.client import Client
from services.domain.alarms import Side
from services.domain.gateways import CREDENTIALS
from services.editions import Editions
from services.seats import Seat, Seats
from services.telegram.gateway import Telegram
from services.telegram.polling import Poller
from services.trouble import Trouble
from services.watch import Senses

SILENCE = timedelta(minutes=5)


def make_senses(
    settings: Settings,
    seats: Seats,
    telegram: Telegram,
    poller: Poller,
    trouble: Trouble,
    client: Client,
    editions: Editions,
    now: Callable[[], datetime],
) -> Senses:
    """A service is told of by the process that talks to it."""
    begun = now()
    patience = max(SILENCE, timedelta(seconds=2 * settings.bitrix24_sweep_seconds + 30))

    def of_telegram() -> Side | None:
        if not (seats.hold(Seat.POLLING) and seats.hold(Seat.TELEGRAM)):
            return None
        heard = max(telegram.last_success, poller.last_success)
        last = datetime.fromtimestamp(heard, UTC) if heard else begun
        return Side(trouble.fault or (CREDENTIALS if telegram.revoked else ""), now() - last, SILENCE)

    def of_bitrix24() -> Side | None:
        if not seats.hold(Seat.BITRIX24):
            return None
        return Side(client.standing.fault, now() - (client.last_success or begun), patience)

    url = make_url(settings.database_url.get_secret_value())
    return Senses(
        of_telegram,
        of_bitrix24,
        lambda: client.standing.lacks_crm,
        Path(url.database).parent if url.database and url.get_backend_name() == "sqlite" else None,
        lambda: tuple(sorted(editions.unfit)),
    )
