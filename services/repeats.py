"""«Это повторный»: a manager finds whose lead it is, although phone and e-mail are new, and attaches it (LT-07)."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import access
from services.domain.client_form import CLIENT, client_form, wanted
from services.domain.decision import Refusal
from services.domain.flow.act import attached_to, chosen, not_now
from services.domain.form import Given
from services.domain.gateways import Crm, Refused, TryLater
from services.domain.people import Person
from services.domain.twins import Twin, TwinKind
from services.questions import Conclusion, Kind
from services.rulebook import Rulebook
from services.storage import leads_store
from services.storage.questions_store import Question

log = logging.getLogger(__name__)


class Repeats:
    """The action of the regulation takes effect with the client who was found."""

    def __init__(self, crm: Crm, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._crm, self._rulebook, self._now = crm, rulebook, now

    def kinds(self) -> dict[str, Kind]:
        """The conversation by its name."""
        return {CLIENT: Kind(client_form, self._conclude, self._look, self._inquire)}

    async def _look(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept = await leads_store.find(conn, lead_id or 0)
        return {"lead": kept.lead.called if kept else ""}

    async def _inquire(self, _state: Mapping[str, Any], given: Given) -> Given:
        name = wanted(given)
        try:
            return replace(given, found=await self._crm.find_clients(name)) if name else given
        except (TryLater, Refused) as problem:
            log.warning("clients could not be looked up: %s", problem)
            return given

    async def _conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        lead = await leads_store.lock(conn, question.lead_id or 0)
        rules = self._rulebook.of(lead)
        action = rules.action(str(values["action"]))
        if lead is None or action is None:
            return Refusal("stale")
        if refusal := access.to_act(person, lead) or not_now(lead, action):
            return refusal
        client = Twin(TwinKind(values["kind"]), values["id"], values["name"])
        words = f"{action.comment or action.title}: {client.name} (№ {client.id})"
        attached = replace(action, fields={**action.fields, **attached_to(client)}, comment=words)
        told = {"lead": lead.called, "client": client.name}
        return Conclusion("client-attached", told, chosen(lead, attached, person, rules, self._now()))
