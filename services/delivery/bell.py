"""The way out to the bell of Bitrix24, while Telegram is silent: plain words, at most once."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from html import unescape
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.deal_rows import MESSAGE as DEAL
from services.delivery.backoff import wait
from services.delivery.compose import over
from services.delivery.deals import DealMessages
from services.delivery.leasing import Leasing
from services.delivery.viewing import Viewing
from services.domain.gateways import Crm, Refused, TryLater
from services.domain.regulation import FIRST_TOUCH
from services.storage import outbox_store
from services.storage.database import Database
from services.storage.outbox_store import BELL, Entry
from services.telegram import cards
from services.telegram.texts import Texts

log = logging.getLogger(__name__)

BUNDLE = 50
_NO_MARKUP = str.maketrans("[]", "()")  # the portal reads [b], [url]… in notices


class BellDelivery:
    """An entry stands for one that waits for Telegram; once that has gone out, or nobody needs it, it is dropped."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        viewing: Viewing,
        deals: DealMessages,
        texts: Texts,
        now: Callable[[], datetime],
        worker: str,
    ) -> None:
        self._db, self._crm, self._viewing, self._deals = db, crm, viewing, deals
        self._texts, self._now = texts, now
        self._leasing = Leasing(db, BELL, now, worker)

    async def step(self) -> float | None:
        """Ring for one bundle; seconds until something else may go out, None when nothing waits."""
        entries = await self._leasing.take(BUNDLE)
        if not entries:
            return await self._leasing.until_next()
        async with self._db.reading() as conn:
            words = [(entry, await self._words(conn, entry)) for entry in entries]
        told = [(entry, said) for entry, said in words if said]
        try:
            outcomes = await self._crm.notify([(entry.payload["to"], said) for entry, said in told]) if told else []
        except (TryLater, Refused) as problem:
            outcomes = [problem] * len(told)
        async with self._db.writing() as conn:
            for entry in (entry for entry, said in words if not said):
                await outbox_store.settle(conn, entry.id, "dropped", self._now(), "nobody needs it here any more")
            for (entry, _), outcome in zip(told, outcomes, strict=True):
                await self._settle(conn, entry, outcome)
        self._leasing.done()
        return 0.0

    async def _settle(self, conn: AsyncConnection, entry: Entry, outcome: TryLater | Refused | None) -> None:
        if isinstance(outcome, TryLater):
            next_at = self._now() + wait(entry.attempts + 1, outcome.after)
            await outbox_store.postpone(conn, entry.id, next_at, str(outcome), maybe_done=outcome.maybe_done)
        elif isinstance(outcome, Refused):
            log.warning("the portal's bell does not ring for employee %s: %s", entry.payload["to"], outcome)
            await outbox_store.settle(conn, entry.id, "refused", self._now(), str(outcome))
        else:
            await outbox_store.settle(conn, entry.id, "done", self._now())

    async def _words(self, conn: AsyncConnection, entry: Entry) -> str | None:
        """None: it may have rung already, Telegram has said it, or somebody has acted."""
        if entry.maybe_done:
            return None
        payload = entry.payload
        if "key" in payload:
            return self._texts.plain(payload["key"], **payload["args"]).translate(_NO_MARKUP)
        if entry.kind == DEAL:
            return await self._deal(conn, payload)
        seen = await self._viewing.of(conn, entry.lead_id or 0)
        clock = payload.get("clock", FIRST_TOUCH)
        if seen is None or over(seen, clock) or not await outbox_store.is_open(conn, payload["entry"]):
            return None
        if entry.kind == "reminder":
            if payload["to"] != seen.view.lead.portal.manager_id:
                return None
            message = cards.reminder(seen.view, self._texts, clock, again=payload["rung"] < 0)
        else:
            about = await self._viewing.about(conn, payload)
            message = cards.escalation(seen.view, self._texts, payload["why"], clock, about)
        said = unescape(message.bare().html).partition("\n")[0].translate(_NO_MARKUP)
        return f"{said}\n{self._texts.plain('bell-instead')}\n{seen.view.url}"

    async def _deal(self, conn: AsyncConnection, payload: Mapping[str, Any]) -> str | None:
        """By itself for somebody whom Telegram does not reach, else beside an entry that waits."""
        if "entry" in payload and not await outbox_store.is_open(conn, payload["entry"]):
            return None
        words = await self._deals.bell_words(conn, payload)
        return words.translate(_NO_MARKUP) if words else None
