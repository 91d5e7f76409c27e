"""What a finished «перезвонить в…» does to its lead: its clocks speak at that time, through any restart (RB-08)."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import access
from services.domain.decision import Refusal
from services.domain.flow.act import chosen, not_now
from services.domain.later_form import FURTHEST, LATER, Limits, later
from services.domain.people import Person
from services.questions import Conclusion, Kind
from services.rulebook import Rulebook
from services.storage import history_store, leads_store
from services.storage.questions_store import Question

LOOKED_AT = 200  # lines of history in which moves are counted


class Postponing:
    """Moves are counted in the lead's history, since it was new."""

    def __init__(self, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._rulebook, self._now = rulebook, now

    def kinds(self) -> dict[str, Kind]:
        """The conversation by its name."""
        return {LATER: Kind(later, self._conclude, self._look)}

    async def _look(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept = await leads_store.find(conn, lead_id or 0)
        if kept is None:
            return {"limits": {}}
        rules = self._rulebook.of(kept.lead)
        lines = await history_store.last(conn, kept.lead.id, LOOKED_AT)
        moves = Counter(
            line.data.get("action") for line in lines if line.kind == "acted" and line.at >= kept.lead.entered_at
        )
        return {
            "limits": {
                each.code: Limits(self._now(), rules.zone, each.within or FURTHEST, moves[each.code], each.moves)
                for each in rules.actions
                if each.asks == LATER
            }
        }

    async def _conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        lead = await leads_store.lock(conn, question.lead_id or 0)
        rules, now = self._rulebook.of(lead), self._now()
        action = rules.action(str(values["action"]))
        if lead is None or action is None:
            return Refusal("stale")
        if refusal := access.to_act(person, lead) or not_now(lead, action):
            return refusal
        at = datetime.fromisoformat(values["at"])
        spelled = f"{at.astimezone(rules.zone):%d.%m %H:%M}"
        noted = replace(action, comment=f"{action.comment or action.title}: {spelled}")
        told = {"lead": lead.called, "at": spelled}
        return Conclusion("later-noted", told, chosen(lead, noted, person, rules, now, zero=at))
