"""Draws messages about consultations, from the register as it is now."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.delivery.viewing import Seen
from services.domain import access
from services.domain.consultation import COMING, Consultation
from services.domain.gateways import Message
from services.domain.people import Person
from services.domain.regulation import Regulation, Rung
from services.rulebook import Rulebook
from services.storage import consultations_store, staff_store
from services.telegram.consultation_cards import consultation
from services.telegram.texts import Texts


class ConsultationMessages:
    """`facts` of a message: its consultation, and the clock with the rung that sent it."""

    def __init__(self, rulebook: Rulebook, texts: Texts) -> None:
        self._rulebook, self._texts = rulebook, texts

    async def draw(
        self, conn: AsyncConnection, facts: Mapping[str, Any], seen: Seen, chat_id: int, *, standing: bool = False
    ) -> Message | None:
        """None when nobody needs it; one that is `standing` already is always drawn."""
        row = await consultations_store.find(conn, facts["consultation"])
        if row is None or not (standing or self._wanted(row, facts, seen)):
            return None
        booked_by = await staff_store.find(conn, row.booked_by)
        met, reader = await staff_store.by_bitrix(conn, row.with_id), await staff_store.by_telegram(conn, chat_id)
        return consultation(
            seen.view,
            row,
            self._texts,
            booked_by.name.split()[0] if booked_by and booked_by.name else "",
            rung=_rung(facts, seen.view.rules),
            apart=met is None or not met.reachable,
            undo=reader is not None and self._undoable(reader, seen),
        )

    def _undoable(self, reader: Person, seen: Seen) -> bool:
        """Whether the last choice was about the register, and may be taken back by this reader."""
        choice = seen.view.undo
        action = seen.view.rules.chosen(choice.action) if choice else None
        if choice is None or action is None or not action.on_register:
            return False
        return choice.staff_id == reader.id or access.to_supervise(reader) is None

    def _wanted(self, row: Consultation, facts: Mapping[str, Any], seen: Seen) -> bool:
        """Whether the rung still has something to say: the consultation may have ended, or moved, since."""
        if "rung" not in facts:
            return not row.taken_back
        rung = _rung(facts, seen.view.rules)
        if rung is None or row.status not in COMING or row.taken_back or seen.view.now < row.at + rung.after:
            return False
        return seen.view.now < row.at or rung.after >= timedelta()


def _rung(facts: Mapping[str, Any], rules: Regulation) -> Rung | None:
    """The rung that sent the message; a ladder that became shorter still speaks, at its last rung."""
    clock = rules.clock(facts.get("clock", ""))
    return clock.ladder[min(facts["rung"], len(clock.ladder) - 1)] if clock else None
