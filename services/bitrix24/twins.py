"""Looking for twins by crm.duplicate.findbycomm, many leads in one hit."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from services.bitrix24.client import BATCH, Client, Command
from services.bitrix24.limiter import Priority
from services.bitrix24.values import Row, number, row, rows, text
from services.domain.gateways import Refused, TryLater
from services.domain.twins import Keys, Twin, TwinKind

log = logging.getLogger(__name__)

VALUES = 20  # that one question takes
CUT = 20  # hits of a type from which on the following types are left out
TYPES = {"LEAD": TwinKind.LEAD, "CONTACT": TwinKind.CONTACT, "COMPANY": TwinKind.COMPANY}  # in the portal's order
ENTITIES = {TwinKind.LEAD: 1, TwinKind.CONTACT: 3, TwinKind.COMPANY: 4}
PAGE = 50  # of a list
_NAME_FIELDS = {
    TwinKind.LEAD: ("title", "name", "lastName"),
    TwinKind.CONTACT: ("name", "lastName", "companyId"),
    TwinKind.COMPANY: ("title",),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Who has one of these values; `entity` "" asks of all types at once."""

    lead_id: int
    comm: str  # PHONE or EMAIL
    values: tuple[str, ...]
    entity: str = ""

    def command(self) -> Command:
        params: dict[str, Any] = {"type": self.comm, "values": list(self.values)}
        return "crm.duplicate.findbycomm", params | ({"entity_type": self.entity} if self.entity else {})


class Search:
    """The questions about some leads, and what was answered so far."""

    def __init__(self, keys: Mapping[int, Keys]) -> None:
        self._found: dict[int, dict[Twin, None]] = {lead_id: {} for lead_id in keys}
        self._open = [
            Question(lead_id, comm, values[start : start + VALUES])
            for lead_id, asked in keys.items()
            for comm, values in (("PHONE", asked.phones), ("EMAIL", asked.emails))
            for start in range(0, len(values), VALUES)
        ]

    def next(self) -> list[Question]:
        """What to ask in the next hit; empty when all is answered."""
        return self._open[:BATCH]

    def take(self, outcomes: Mapping[Question, Any]) -> None:
        """Take answers in; a lead with one that has to be asked again is left out of `twins`."""
        self._open = [question for question in self._open if question not in outcomes]
        for question, outcome in outcomes.items():
            if isinstance(outcome, TryLater):
                self._found.pop(question.lead_id, None)
            elif isinstance(outcome, Refused):  # asking again would not help: nothing can be known of it
                log.error("the portal does not tell the twins of lead %s: %s", question.lead_id, outcome)
            elif question.lead_id in self._found:
                self._learn(question, row(outcome))

    def twins(self) -> dict[int, tuple[Twin, ...]]:
        """What was found of the leads whose questions are all answered."""
        waiting = {question.lead_id for question in self._open}
        return {lead_id: tuple(found) for lead_id, found in self._found.items() if lead_id not in waiting}

    def _learn(self, question: Question, answer: Row) -> None:
        found = self._found[question.lead_id]
        for name, kind in TYPES.items():
            ids = _ids(answer.get(name))
            itself = {question.lead_id} if kind is TwinKind.LEAD else set()
            found |= dict.fromkeys(Twin(kind, each) for each in ids if each and each not in itself)
            if len(ids) >= CUT and not question.entity:
                self._open += [
                    Question(question.lead_id, question.comm, question.values, later)
                    for later in list(TYPES)[list(TYPES).index(name) + 1 :]
                ]
                return


async def find(client: Client, keys: Mapping[int, Keys]) -> dict[int, tuple[Twin, ...]]:
    """Twins by lead id, without names; who could not be told is left out. Reading leads goes before."""
    search = Search(keys)
    while (asked := search.next()) and client.room(Priority.WRITE):
        search.take(await client.batch({each: each.command() for each in asked}, priority=Priority.INTAKE))
    return search.twins()


async def name(client: Client, twins: Collection[Twin]) -> dict[Twin, Twin]:
    """The twins whose names could be read at once, in one hit."""
    ids = {kind: sorted(twin.id for twin in twins if twin.kind is kind) for kind in TwinKind}
    pages = [(kind, found[start : start + PAGE]) for kind, found in ids.items() for start in range(0, len(found), PAGE)]
    commands = {(kind, page[0]): _list(kind, page) for kind, page in pages[:BATCH]}
    if not commands or not client.room(Priority.WRITE):
        return {}
    outcomes = await client.batch(commands, priority=Priority.INTAKE)
    told = {
        Twin(kind, number(item.get("id"))): Twin(
            kind, number(item.get("id")), _name(item), number(item.get("companyId")) if kind is TwinKind.CONTACT else 0
        )
        for (kind, _), page in outcomes.items()
        for item in rows(page, "items")
    }
    bare = {twin: Twin(twin.kind, twin.id) for twin in twins}
    return {twin: told[bare[twin]] for twin in twins if bare[twin] in told}


def _list(kind: TwinKind, ids: list[int]) -> Command:
    select = ["id", *_NAME_FIELDS[kind]]
    params = {"entityTypeId": ENTITIES[kind], "filter": {"@id": ids}, "select": select, "order": {"id": "ASC"}}
    return "crm.item.list", {**params, "start": -1}


def _name(item: Row) -> str:
    person = " ".join(filter(None, (text(item.get(part)).strip() for part in ("name", "lastName"))))
    return person or text(item.get("title")).strip()


def _ids(value: Any) -> list[int]:
    listed = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [number(each) for each in listed]
