"""A finished conversation about converting a lead: from here on everything is created, once (RB-25…RB-31)."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import access
from services.domain.conversion import CONVERSION, CONVERT, Converting, Part, Stand
from services.domain.conversion_form import Desk, client_of, conversion
from services.domain.decision import Refusal
from services.domain.flow.act import not_now
from services.domain.flow.gaps import missing
from services.domain.people import Person
from services.questions import Conclusion, Kind
from services.rulebook import Rulebook
from services.storage import conversions_store, leads_store, outbox_store
from services.storage.outbox_store import CREATION
from services.storage.questions_store import Question

SOMEBODY_WAITS = 1  # priority


class Conversions:
    """The rules are those that the lead began with."""

    def __init__(self, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._rulebook, self._now = rulebook, now

    def kinds(self) -> dict[str, Kind]:
        """The conversation by its name."""
        return {CONVERSION: Kind(conversion, self._conclude, self._look)}

    async def _look(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept = await leads_store.find(conn, lead_id or 0)
        rules = self._rulebook.of(kept.lead).conversion if kept else None
        if rules is None or kept is None:
            return {"desk": None}
        begun = await conversions_store.find(conn, kept.lead.id)
        return {"desk": Desk(rules, kept.lead, begun.stand if begun else None)}

    async def _conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        lead = await leads_store.lock(conn, question.lead_id or 0)
        rules = self._rulebook.of(lead)
        action = rules.action(str(values["action"]))
        if lead is None or action is None or rules.conversion is None:
            return Refusal("stale")
        begun = await conversions_store.find(conn, lead.id)
        if begun and begun.stand is not Stand.REFUSED:
            return Refusal("converting" if begun.stand is Stand.WAITING else "converted")
        variant = rules.conversion.variant(values["variant"])
        if refusal := access.to_act(person, lead) or not_now(lead, action):
            return refusal
        if variant is None:
            return Refusal("stale")
        if lacks := missing(lead, variant.needs):
            return Refusal("gaps", {"gaps": ", ".join(lacks)})
        client = client_of(Desk(rules.conversion, lead), variant, values["client"])
        row = Converting(
            id=lead.id,
            staff_id=person.id,
            variant=variant.code,
            title=variant.title,
            creates=variant.creates,
            client=client,
            # Whose phone it is stays as it was said, once something is there.
            phone_to=begun.phone_to if begun and begun.made else Part(values["phone"] or Part.CONTACT),
            mark=uuid.uuid4().hex,
        )
        await conversions_store.begin(conn, row, self._now())
        entry = outbox_store.New(CREATION, f"{CONVERT}:{lead.id}", CONVERT, {}, SOMEBODY_WAITS, lead.id)
        await outbox_store.add(conn, [entry], self._now())
        return Conclusion("conversion-begun", {"lead": lead.called, "title": variant.title})
