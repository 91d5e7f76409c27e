"""All that the portal holds, in plain values that tests and the page may read."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from sandbox.bitrix24.events import EventSender
from sandbox.bitrix24.journal import Call, Write
from sandbox.bitrix24.limits import PLANS, LeakyBucket, OperatingTime
from sandbox.bitrix24.schema import LEAD, TYPES, build_schemas

Item = dict[str, Any]
Listener = Callable[[dict[str, Any]], None]
ALL_SCOPES = frozenset({"crm", "user", "department", "timeman", "im", "telephony", "lists", "calendar"})


@dataclass(slots=True)
class Webhook:
    """An incoming webhook: acts as its owner, inside its scopes."""

    user_id: int
    secret: str = field(repr=False)
    scopes: frozenset[str] = ALL_SCOPES


@dataclass(slots=True)
class UniversalList:
    """A universal list: its columns by FIELD_ID as lists.field.get prints them, its elements by id."""

    id: int
    type: str  # IBLOCK_TYPE_ID
    code: str
    name: str
    fields: dict[str, Item] = field(default_factory=dict)
    elements: dict[int, Item] = field(default_factory=dict)


class State:
    """Items by type and id in the form of crm.item.*, dictionaries, people, journals and settings.

    `plan`: standard or enterprise; `revision`: whose error statuses apply, "snapshot" or "later".
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        *,
        plan: str = "standard",
        revision: str = "snapshot",
        zone_hours: int = 3,
        domain: str = "five-minutes.bitrix24.example",
    ) -> None:
        self.clock = clock
        self.zone = timezone(timedelta(hours=zone_hours))
        self.revision = revision
        self.domain = domain
        self.moved_to = ""  # the address a renamed portal answers 302 with
        self.crm_mode = 1  # 1 classic, 2 simple
        self.schemas = build_schemas()
        self.items: dict[int, dict[int, Item]] = {type_id: {} for type_id in TYPES}
        self.statuses: dict[str, list[Item]] = {}  # rows of crm.status.list by ENTITY_ID
        self.users: dict[int, Item] = {}  # rows of user.get
        self.admins: set[int] = set()
        self.departments: list[Item] = []
        self.workdays: dict[int, Item] = {}  # what timeman.status says, by user
        self.timelines: dict[tuple[str, int], list[Item]] = defaultdict(list)  # comments by ("lead", id)
        self.files: dict[int, bytes] = {}  # what lies on timelines, by id
        self.activities: list[Item] = []
        self.phone_calls: list[Item] = []  # rows of voximplant.statistic.get
        self.lists: dict[int, UniversalList] = {}
        self.sections: dict[str, Item] = {}  # calendars, rows of calendar.section.get by id
        self.calendar: dict[int, Item] = {}  # events of all calendars by id
        self.history: dict[int, list[Item]] = defaultdict(list)  # stage changes by type
        self.notifications: list[Item] = []
        self.triggers: dict[str, str] = {}  # code of a "Track incoming webhook" trigger: stage it moves to
        self.required: dict[str, tuple[str, ...]] = {}  # stage: fields that must be filled to enter it
        self.may: Callable[[int, str, Item], bool] = _everybody_may  # (user, read|add|update|delete, item)
        self.webhooks: dict[tuple[int, str], Webhook] = {}
        self.bucket: LeakyBucket | None = LeakyBucket(*PLANS[plan])  # None = no limit of requests
        self.operating = OperatingTime()
        self.batch_billed_as_one = False  # True: time goes to `batch`, as measured on self-hosted portals
        self.calls: list[Call] = []
        self.writes: list[Write] = []
        self.events = EventSender(clock, domain)
        self.listeners: list[Listener] = []  # told {"what": add | update | delete | comment | activity…, "type", "id"}
        self._ids: dict[str, int] = defaultdict(lambda: 100)

    @property
    def leads(self) -> dict[int, Item]:
        return self.items[LEAD]

    @property
    def timeline(self) -> dict[int, list[Item]]:
        """Comments of leads by lead id, as crm.timeline.comment.get prints them."""
        return {owner: rows for (kind, owner), rows in self.timelines.items() if kind == "lead"}

    def next_id(self, kind: str) -> int:
        """Ids grow from 101, separately per kind of thing."""
        self._ids[kind] += 1
        return self._ids[kind]

    def reserve_id(self, kind: str, used: int) -> None:
        """Keep later ids above one that was given by hand."""
        self._ids[kind] = max(self._ids[kind], used)

    def iso(self, at: float | None = None) -> str:
        """The time (now when None) as REST prints it: server's offset, whole seconds."""
        moment = datetime.fromtimestamp(self.clock() if at is None else at, self.zone)
        return moment.isoformat(timespec="seconds")

    def tell(self, what: str, type_id: int, item_id: int) -> None:
        """Tell the listeners what changed, and on which item."""
        for listener in self.listeners:
            listener({"what": what, "type": type_id, "id": item_id})


def _everybody_may(_user: int, _deed: str, _item: Item) -> bool:
    return True
