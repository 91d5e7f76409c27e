"""The portal as the sandbox and tests hold it: what people do there by hand, and its routes."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from sandbox.bitrix24.activity_methods import CALL, OUTGOING, write_activity
from sandbox.bitrix24.directory import status_row, user_row
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.list_methods import list_field
from sandbox.bitrix24.records import change, create, remove
from sandbox.bitrix24.rest import Rest
from sandbox.bitrix24.schema import LEAD, Field, custom_name
from sandbox.bitrix24.state import ALL_SCOPES, Item, State, UniversalList, Webhook
from sandbox.bitrix24.telephony_methods import call_row
from sandbox.bitrix24.timeline_methods import write_comment
from sandbox.bitrix24.values import coerce
from sandbox.faults import Faults


class Portal(State):
    """A Bitrix24 portal. Fields are named as in crm.item.*, times are Unix seconds unless they are printed."""

    def routes(self, faults: Faults | None = None) -> list[web.RouteDef]:
        """What the portal answers over HTTP."""
        return Rest(self, faults).routes()

    async def lifespan(self, _app: web.Application) -> AsyncIterator[None]:
        """For `app.cleanup_ctx`: stops the sender of events at the end."""
        yield
        await self.close()

    async def close(self) -> None:
        await self.events.close()

    def add_lead(self, *, by: int = 1, at: float | None = None, silent: bool = False, **fields: Any) -> int:
        """A lead appears, as from a site form; `phone` and `email` are a text or a list of texts."""
        return self.add_item(LEAD, by=by, at=at, silent=silent, **fields)

    def add_item(
        self, type_id: int, *, by: int = 1, at: float | None = None, silent: bool = False, **fields: Any
    ) -> int:
        """An item of any type; `at` is when it was created, `silent` fires no event."""
        values = self._values(type_id, fields)
        return int(create(self, type_id, values, by, at, silent=silent)["id"])

    def update_lead(self, lead_id: int, by: int, **fields: Any) -> bool:
        """A person changes the lead in the portal; False = nothing differed."""
        return self.update_item(LEAD, lead_id, by, **fields)

    def update_item(self, type_id: int, item_id: int, by: int, **fields: Any) -> bool:
        """The same with an item of any type."""
        return change(self, self.items[type_id][item_id], self._values(type_id, fields), by)

    def delete_lead(self, lead_id: int) -> None:
        self.delete_item(LEAD, lead_id)

    def delete_item(self, type_id: int, item_id: int) -> None:
        remove(self, self.items[type_id][item_id])

    def comment(self, lead_id: int, by: int, text: str) -> int:
        """A person writes into the lead's timeline."""
        return write_comment(self, "lead", lead_id, {"COMMENT": text}, by)

    def add_call(self, lead_id: int, by: int, *, answered: bool = True) -> int:
        """An outgoing call through the portal's telephony."""
        details = {"PROVIDER_ID": "VOXIMPLANT_CALL", "PROVIDER_TYPE_ID": "CALL", "TYPE_ID": CALL}
        done = {"DIRECTION": OUTGOING, "COMPLETED": "Y" if answered else "N", "STATUS": "2" if answered else "1"}
        return write_activity(self, LEAD, lead_id, by, **details, **done, SUBJECT="Исходящий звонок")

    def end_call(self, lead_id: int, by: int, seconds: int, code: str = "200", record: str = "") -> None:
        """A call of the telephony has ended; `code` as in `call_row`."""
        self.phone_calls.append(call_row(self, ("LEAD", lead_id), by, seconds, code, record))

    def add_user(self, user_id: int, name: str, last_name: str = "", *, admin: bool = False, **fields: Any) -> int:
        """An employee; more fields by their names in user.get, e.g. PERSONAL_MOBILE, ACTIVE=False."""
        self.users[user_id] = user_row(user_id, name, last_name, self.iso(), self.domain) | fields
        if admin:
            self.admins.add(user_id)
        return user_id

    def add_webhook(self, user_id: int, secret: str, scopes: frozenset[str] = ALL_SCOPES) -> Webhook:
        """An incoming webhook of that user."""
        hook = self.webhooks[user_id, secret] = Webhook(user_id, secret, scopes)
        return hook

    def add_status(self, entity: str, code: str, name: str, semantics: str = "", *, system: bool = False) -> None:
        """A row at the end of a dictionary: ENTITY_ID is SOURCE, STATUS, DEAL_STAGE…; semantics "", S or F."""
        dictionary = self.statuses.setdefault(entity, [])
        row = status_row(self.next_id("status"), entity, code, name, semantics, 10 * (len(dictionary) + 1))
        dictionary.append(row | {"SYSTEM": "Y" if system else "N", "NAME_INIT": name if system else ""})

    def add_field(self, upper: str, kind: str = "text", title: str = "", *, type_id: int = LEAD, **more: Any) -> str:
        """A custom field, e.g. UF_CRM_REASON; `items` for an enumeration. Returns its name in crm.item.*."""
        name: str = more.pop("name", "") or custom_name(upper)
        new = Field(name, kind, upper, upper, title=title or upper, **more)
        self.schemas[type_id].add(new)
        for item in self.items[type_id].values():
            item[name] = [] if new.multiple else new.default
        return name

    def add_list(self, list_id: int, name: str, columns: dict[str, str], *, code: str = "", kind: str = "S") -> None:
        """A universal list; `columns`: title by FIELD_ID («PROPERTY_951»), all of one type."""
        known = UniversalList(list_id, "lists", code, name)
        known.fields = {each: list_field(each, title, kind) for each, title in columns.items()}
        known.fields["NAME"] = list_field("NAME", "Название", "NAME")
        self.lists[list_id] = known

    def add_section(self, section_id: int, name: str, kind: str = "company_calendar", owner: int = 0) -> None:
        """A calendar."""
        row = {"ID": str(section_id), "NAME": name, "DESCRIPTION": "", "CAL_TYPE": kind, "OWNER_ID": str(owner)}
        may = dict.fromkeys(("view_time", "view_title", "view_full", "add", "edit", "edit_section", "access"), True)
        self.sections[str(section_id)] = {**row, "CREATED_BY": "1", "IS_COLLAB": False, "PERM": may}

    def _values(self, type_id: int, fields: dict[str, Any]) -> Item:
        """Fields as given by code, in the portal's form; unknown names are a mistake here."""
        entries = [
            {"id": self.next_id("fm"), "valueType": "WORK", "value": value, "typeId": kind.upper()}
            for kind in ("phone", "email")
            for value in _texts(fields.pop(kind, None))
        ]
        known = self.schemas[type_id].fields
        plain = {name: fields.pop(name) for name in ("fm",) if name in fields}
        values = {name: coerce(known[name], value, self.zone) for name, value in fields.items()}
        return {**({"fm": entries} if entries else {}), **values, **plain}


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) and value else [str(each) for each in rows(value)]
