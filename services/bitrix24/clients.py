"""Contacts and companies by name, and who made their contracts: crm.item.list of types 3, 4 and 2."""

import re
from typing import Any

from services.bitrix24.client import Client, Command
from services.bitrix24.limiter import Priority
from services.bitrix24.values import Row, number, rows, text
from services.domain.bonus import ClientKind, Referrer
from services.domain.gateways import Refused, TryLater
from services.domain.names import fold

DEAL, CONTACT, COMPANY = 2, 3, 4
WORDS = 4  # of a name that are looked for
_NAMES = {
    ClientKind.CONTACT: (CONTACT, ("name", "secondName", "lastName")),
    ClientKind.COMPANY: (COMPANY, ("title",)),
}
_LINKS = {ClientKind.CONTACT: "contactIds", ClientKind.COMPANY: "companyId"}
_WORD = re.compile(r"[^\W_]+")


async def find_clients(client: Client, name: str) -> list[Referrer]:
    """One hit for both types; a type that the webhook may not read has nobody."""
    words = [word for word in _WORD.findall(name) if len(word) > 1][:WORDS]
    if not words:
        return []
    commands = {kind: _called(kind, words) for kind in ClientKind}
    outcomes = await client.batch(commands, priority=Priority.WRITE)
    failures = [each for each in outcomes.values() if isinstance(each, TryLater | Refused)]
    if failures and (len(failures) == len(outcomes) or isinstance(failures[0], TryLater)):
        raise failures[0]
    found = [_client(kind, item) for kind in ClientKind for item in rows(outcomes[kind], "items")]
    return sorted(found, key=lambda each: (_folded(each.name) != _folded(" ".join(words)), each.name, each.id))


async def contract_manager(client: Client, who: Referrer) -> int:
    """The newest deals of the client: a contract that was made goes before one that is being talked about."""
    if who.kind is None:
        return 0
    params = _listing(DEAL, {_LINKS[who.kind]: who.id}, ("assignedById", "stageSemanticId"))
    deals = rows(await client.call("crm.item.list", params, priority=Priority.WRITE), "items")
    made = [deal for deal in deals if text(deal.get("stageSemanticId")) == "S"] or deals
    return number(made[0].get("assignedById")) if made else 0


def _folded(name: str) -> set[str]:
    return {fold(word) for word in _WORD.findall(name)}


def _called(kind: ClientKind, words: list[str]) -> Command:
    type_id, parts = _NAMES[kind]
    each = {str(place): _somewhere(word, parts) for place, word in enumerate(words)}
    return "crm.item.list", _listing(type_id, each, parts)


def _somewhere(word: str, parts: tuple[str, ...]) -> dict[str, Any]:
    """The word stands in one of the parts of the name; «ё» is often written «е»."""
    spellings = dict.fromkeys((word, word.replace("ё", "е").replace("Ё", "Е")))
    either = [{f"%{part}": spelling} for part in parts for spelling in spellings]
    return {"logic": "OR", **{str(place): condition for place, condition in enumerate(either)}}


def _listing(type_id: int, filter_: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    params = {"entityTypeId": type_id, "filter": filter_, "select": ["id", *fields]}
    return {**params, "order": {"id": "DESC"}, "start": -1}


def _client(kind: ClientKind, item: Row) -> Referrer:
    parts = (text(item.get(part)).strip() for part in ("lastName", "name", "secondName", "title"))
    client_id = number(item.get("id"))
    return Referrer(" ".join(filter(None, parts)) or f"№ {client_id}", kind, client_id)
