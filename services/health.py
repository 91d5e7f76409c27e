"""Whether the assistant can do its work now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.storage.database import Database


class Health:
    """What `/readyz` says; the times come from the gateways."""

    def __init__(
        self,
        db: Database,
        telegram_at: Callable[[], datetime | None],
        bitrix24_at: Callable[[], datetime | None],
        now: Callable[[], datetime],
        patience: timedelta,
    ) -> None:
        self._db, self._telegram_at, self._bitrix24_at = db, telegram_at, bitrix24_at
        self._now, self._patience = now, patience

    async def check(self) -> dict[str, bool]:
        """Each part with whether it answered lately."""
        return {
            "database": await self._database(),
            "telegram": self._lately(self._telegram_at()),
            "bitrix24": self._lately(self._bitrix24_at()),
        }

    async def _database(self) -> bool:
        try:
            await self._db.ping()
        except Exception:  # whatever the driver raises, it means «no»
            return False
        return True

    def _lately(self, at: datetime | None) -> bool:
        return at is not None and self._now() - at < self._patience
