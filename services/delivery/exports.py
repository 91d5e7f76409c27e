"""Tables for the office, drawn when they are sent."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.delivery.register_table import register_sheet
from services.domain.bonus import LISTED, BonusSum, Claim, Referrer
from services.domain.gateways import File, Message
from services.domain.register import Span, days_of
from services.domain.slots import day_of
from services.export.workbook import Column, Kind, Sheet, workbook
from services.rulebook import Rulebook
from services.storage import bonuses_store, consultations_store, staff_store
from services.telegram.html import lines
from services.telegram.texts import Texts


class Exports:
    """Reads what a table shows and makes a file of it, in a thread: nobody waits for a long one."""

    def __init__(
        self,
        rulebook: Rulebook,
        lead_url: Callable[[int], str],
        client_url: Callable[[Referrer], str],
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        self._rulebook, self._lead_url, self._client_url = rulebook, lead_url, client_url
        self._texts, self._now = texts, now

    async def draw(self, conn: AsyncConnection, payload: Mapping[str, Any]) -> Message:
        """The table that the outbox calls so."""
        match payload["what"]:
            case "bonuses":
                return await self._draw_bonuses(conn)
            case "consultations":
                return await self._draw_register(conn, payload)
        raise ValueError(f"a table of an unknown kind: {payload['what']}")

    async def _draw_register(self, conn: AsyncConnection, payload: Mapping[str, Any]) -> Message:
        """What the person may see of a day, a week or a month."""
        zone, span = self._rulebook.rules.zone, Span(payload["span"])
        days = days_of(span, payload["shift"], day_of(self._now(), zone))
        person = await staff_store.find(conn, payload["staff"])
        rows = await consultations_store.of_days(conn, days, zone, person) if person else []
        sheet = register_sheet(rows, self._rulebook, self._lead_url, self._texts)
        content = await asyncio.to_thread(workbook, [sheet], zone)
        first, last = (f"{day:%d.%m}" for day in days)
        name = self._texts.plain("register-file", first=days[0].isoformat(), last=days[1].isoformat())
        return Message(self._texts("register-title", span=span.value, first=first, last=last), file=File(name, content))

    async def _draw_bonuses(self, conn: AsyncConnection) -> Message:
        claims, sums = await bonuses_store.listed(conn, LISTED), await bonuses_store.sums(conn)
        zone = self._rulebook.rules.zone
        sheet = self._bonuses(claims)
        content = await asyncio.to_thread(workbook, [sheet], zone)
        day = day_of(self._now(), zone).isoformat()
        return Message(self._caption(sums), file=File(self._texts.plain("bonuses-file", day=day), content))

    def _caption(self, sums: list[BonusSum]) -> str:
        told = [
            self._texts(
                "bonuses-sum",
                state=each.state.value,
                count=each.count,
                money={"amount": each.amount, "currency": each.currency},
            )
            for each in sums
            if each.state in LISTED
        ]
        return lines(self._texts("bonuses-title"), *told)

    def _bonuses(self, claims: list[Claim]) -> Sheet:
        columns = [
            self._column("lead", width=28),
            self._column("link", Kind.LINK, 44),
            self._column("referrer", width=32),
            self._column("client", Kind.LINK, 44),
            self._column("amount", Kind.NUMBER, 10),
            self._column("currency", width=8),
            self._column("state", width=16),
            self._column("source", width=20),
            self._column("claimed-at", Kind.MOMENT),
            self._column("claimed-by", width=22),
            self._column("checked-at", Kind.MOMENT),
            self._column("checked-by", width=22),
            self._column("paid-at", Kind.MOMENT),
            self._column("paid-by", width=22),
        ]
        return Sheet(self._texts.plain("bonuses-sheet"), columns, map(self._row, claims))

    def _column(self, name: str, kind: Kind = Kind.TEXT, width: int = 17) -> Column:
        return Column(self._texts.plain(f"bonuses-column-{name}"), kind, width)

    def _row(self, claim: Claim) -> list[object]:
        bonus, referrer = claim.bonus, claim.bonus.referrer
        return [
            claim.lead,
            self._lead_url(bonus.lead_id),
            referrer.name if referrer else "",
            self._client_url(referrer) if referrer else "",
            bonus.amount,
            bonus.currency,
            self._texts.plain("bonuses-state", state=bonus.state.value),
            self._rulebook.source_name(claim.source),
            bonus.claimed_at,
            claim.claimed_by,
            bonus.checked_at,
            claim.checked_by,
            bonus.paid_at,
            claim.paid_by,
        ]
