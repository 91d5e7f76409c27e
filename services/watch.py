"""The assistant watches itself: what is wrong becomes one alarm with the cure, and one line when it is over."""

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.auditor import Auditor
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.alarms import Args, Cause, Side, Vitals, judge, news
from services.domain.gateways import ChatMoved, Message, Messenger, Refused, TryLater
from services.domain.people import Role
from services.storage import alarms_store, marks_store, outbox_store, staff_store
from services.storage.database import Database
from services.storage.outbox_store import BELL, BITRIX24, CREATION, TELEGRAM, New
from services.storage.trouble import is_away
from services.telegram.texts import Texts

log = logging.getLogger(__name__)

WATCHED = (TELEGRAM, BITRIX24, CREATION)  # channels on which leads depend
HOUR = timedelta(hours=1)
AWAY = timedelta(seconds=20)  # a database that is locked for a moment is nobody's business
# Telegram cannot tell that it is away: the log does, and the bell of the portal.
UNTOLD = frozenset({Cause.TELEGRAM_CREDENTIALS, Cause.TELEGRAM_DOWN})


@dataclass(frozen=True, slots=True)
class Senses:
    """What is asked of other parts; a side is None when another process talks to that service."""

    telegram: Callable[[], Side | None]
    bitrix24: Callable[[], Side | None]
    lacks_crm: Callable[[], bool]
    folder: Path | None  # of the database; None: it is elsewhere
    unfit: Callable[[], tuple[str, ...]] = tuple  # editions of open leads that hold no more


class Watch:
    """Looks around every few seconds."""

    def __init__(
        self,
        db: Database,
        auditor: Auditor,
        senses: Senses,
        carrier: Carrier,
        messenger: Messenger,
        admin_ids: Sequence[int],
        texts: Texts,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._auditor, self._senses, self._carrier = db, auditor, senses, carrier
        self._messenger, self._admin_ids, self._texts = messenger, admin_ids, texts
        self._bells, self._now = bells, now
        self._away_since: datetime | None = None
        self._away_told = False
        self.opened: frozenset[str] = frozenset()
        self.queues: dict[str, alarms_store.Queue] = {}  # as last looked at
        self.ages: dict[str, float] = {}  # seconds that the oldest entry of a channel had waited then

    async def look(self) -> None:
        """Compare what is wrong with what was told. A database that is away is told of without it."""
        try:
            await self._look()
        except Exception as error:
            if not is_away(error):
                raise
            await self._database_away(error)
        else:
            await self._database_back()

    async def _look(self) -> None:
        now = self._now()
        async with self._db.reading() as conn:
            vitals = await self._vitals(conn, now)
        async with self._db.writing() as conn:
            await marks_store.put(conn, marks_store.WATCHED_AT, now.isoformat())  # finds out whether it can be written
            opened = await alarms_store.opened(conn)
            raised, over = news(opened, judge(vitals))
            for cause, args in raised.items():
                await alarms_store.open_one(conn, cause, now, args)
                await self._raise(conn, cause, args)
            for cause in over:
                await alarms_store.close(conn, cause)
                await self._over(conn, cause, now - opened[cause])
        self.opened = (frozenset(opened) | frozenset(raised)) - frozenset(over)
        if raised or over:
            self._bells.ring([Bell.TELEGRAM, Bell.BELL])

    async def _vitals(self, conn: AsyncConnection, now: datetime) -> Vitals:
        self.queues = queues = await alarms_store.queues(conn, now)
        self.ages = {name: (now - queue.oldest).total_seconds() for name, queue in queues.items() if queue.oldest}
        return Vitals(
            telegram=self._senses.telegram(),
            bitrix24=self._senses.bitrix24(),
            lacks_crm=self._senses.lacks_crm(),
            stuck={name: now - queue.oldest for name, queue in queues.items() if queue.oldest and name in WATCHED},
            refused=await alarms_store.refused(conn, now - HOUR),
            free=shutil.disk_usage(self._senses.folder).free if self._senses.folder else None,
            audit=self._auditor.found,
            unfit=self._senses.unfit(),
        )

    async def _raise(self, conn: AsyncConnection, cause: Cause, args: Args) -> None:
        words = self._texts.plain(f"alarm-{cause}", **args)
        log.error("alarm: %s", words)
        if cause in UNTOLD:
            await self._ring(conn, f"alarm-{cause}", args)
        else:
            await self._tell(conn, f"alarm-{cause}", args)

    async def _over(self, conn: AsyncConnection, cause: Cause, lasted: timedelta) -> None:
        args = _over(cause, lasted)
        log.warning("alarm: %s", self._texts.plain("alarm-over", **args))
        await self._tell(conn, "alarm-over", args)

    async def _tell(self, conn: AsyncConnection, key: str, args: Args) -> None:
        for person in await staff_store.everyone(conn):
            if person.has(Role.ADMIN) and person.reachable:
                await self._carrier.notify(conn, person.id, key, args, self._now())

    async def _ring(self, conn: AsyncConnection, key: str, args: Args) -> None:
        """By the bell of Bitrix24, for administrators who work there."""
        admins = [each for each in await staff_store.everyone(conn) if each.has(Role.ADMIN) and each.active]
        rings = [
            New(BELL, f"{BELL}:{each.bitrix_id}", "alarm", {"to": each.bitrix_id, "key": key, "args": args}, 0)
            for each in admins
            if each.bitrix_id
        ]
        await outbox_store.add(conn, rings, self._now())

    async def _database_away(self, error: Exception) -> None:
        now = self._now()
        self._away_since = self._away_since or now
        if self._away_told or now - self._away_since < AWAY:
            return
        self._away_told = True
        log.error("alarm: the database cannot be written: %s", type(error).__name__)
        await self._say(f"alarm-{Cause.DATABASE}", {})

    async def _database_back(self) -> None:
        since, told = self._away_since, self._away_told
        self._away_since, self._away_told = None, False
        if told and since:
            await self._say("alarm-over", _over(Cause.DATABASE, self._now() - since))

    async def _say(self, key: str, args: Mapping[str, Any]) -> None:
        """Without the outbox: there is no database to put it into."""
        for admin_id in self._admin_ids:
            try:
                await self._messenger.send(admin_id, Message(self._texts(key, **args)))
            except (TryLater, Refused, ChatMoved) as problem:
                log.warning("an administrator could not be told: %s", problem)


def _over(cause: Cause, lasted: timedelta) -> dict[str, Any]:
    return {"what": [[f"alarm-what-{cause}", {}]], "minutes": max(1, round(lasted.total_seconds() / 60))}
