"""What a finished interview does to its lead: the answers go into their fields, with everything the button does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import access
from services.domain.decision import Refusal
from services.domain.flow.act import chosen, not_now
from services.domain.flow.gaps import gaps
from services.domain.interview import INTERVIEW, Sheet, interview
from services.domain.people import Person
from services.questions import Conclusion, Kind
from services.rulebook import Rulebook
from services.storage import leads_store
from services.storage.questions_store import Question


class Interviews:
    """Questions are those of the edition that the lead began with."""

    def __init__(self, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._rulebook, self._now = rulebook, now

    def kinds(self) -> dict[str, Kind]:
        """The conversation by its name."""
        return {INTERVIEW: Kind(interview, self._conclude, self._look)}

    async def _look(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept = await leads_store.find(conn, lead_id or 0)
        if kept is None:
            return {"sheet": Sheet({})}
        rules = self._rulebook.of(kept.lead)
        open_topics = [topic for topic in rules.topics if not topic.said(kept.lead)]
        asked = {
            action.code: [topic for topic in open_topics if topic.code in action.topics] for action in rules.actions
        }
        return {"sheet": Sheet(asked)}

    async def _conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        lead = await leads_store.lock(conn, question.lead_id or 0)
        rules = self._rulebook.of(lead)
        action = rules.action(str(values["action"]))
        if lead is None or action is None:
            return Refusal("stale")
        topics = {topic.code: topic for topic in rules.topics}
        told = {topics[code]: answer for code, answer in values["answers"].items() if code in topics}
        lines = [f"{topic.title}: {title}" for topic, (title, _) in told.items()]
        fields = {topic.field: value for topic, (_, value) in told.items()}
        words = "; ".join([action.comment or action.title, *lines])
        answered = replace(action, fields={**fields, **action.fields}, comment=words)
        known, _ = lead.choosing(fields)
        if refusal := access.to_act(person, lead) or not_now(lead, action) or gaps(known, action):
            return refusal
        args = {"lead": lead.called, "title": action.title}
        return Conclusion("interview-done", args, chosen(lead, answered, person, rules, self._now()))
