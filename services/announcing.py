"""Amendments of the regulation, told to everybody who works by it in one line (OP10-04)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.decisions import Carrier
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import amendments_store, staff_store
from services.telegram.contacts import without_phones


class Announcing:
    """Every method runs in the caller's transaction, with the change itself."""

    def __init__(self, carrier: Carrier, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._carrier, self._rulebook, self._now = carrier, rulebook, now

    async def amendment(self, conn: AsyncConnection, key: str, said: str, source: str, by: Person) -> None:
        """What an editor has changed; whoever did it knows already."""
        told = {
            "said": without_phones(said),
            "source": self._rulebook.source_name(source),
            "who": by.name,
            "edition": self._rulebook.rules.edition,
            "number": await amendments_store.number(conn),
        }
        await self._tell_everybody(conn, key, told, by)

    async def _tell_everybody(
        self, conn: AsyncConnection, key: str, told: Mapping[str, Any], by: Person | None = None
    ) -> None:
        for person in await staff_store.everyone(conn):
            if person.reachable and person.roles and (by is None or person.id != by.id):
                await self._carrier.notify(conn, person.id, key, told, self._now())
