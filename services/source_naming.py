"""A manager names the source of a lead: the conversation's end (OP10-01, OP10-20)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.decision import Refusal
from services.domain.flow.name_source import name_source, name_unlisted
from services.domain.people import Person
from services.questions import Conclusion
from services.rulebook import Rulebook
from services.storage import leads_store
from services.storage.questions_store import Question


class SourceNaming:
    """What a finished conversation does to its lead."""

    def __init__(self, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._rulebook, self._now = rulebook, now

    async def conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        """The source is written; one that is in no list goes to the editors."""
        lead = await leads_store.lock(conn, question.lead_id or 0)
        if lead is None:
            return Refusal("unknown-lead")
        rules = self._rulebook.of(lead)
        if said := values.get("unlisted"):
            decision = name_unlisted(lead, said, person, rules)
            key, told = "source-named-unlisted", {"lead": lead.called, "said": said}
        else:
            source = self._rulebook.source_list.by_code(values["source"])
            action = rules.action(str(question.state.get("action", "")))
            if source is None or action is None:
                return Refusal("stale")
            decision = name_source(lead, source, action, person, rules, self._now())
            key, told = "source-named", {"lead": lead.called, "source": source.name}
        return decision if isinstance(decision, Refusal) else Conclusion(key, told, decision)
