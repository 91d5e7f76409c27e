"""A lead: what the portal says of it, and what the assistant knows beside that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.domain.twins import Twin

# Names of `crm.item.*` (entityTypeId 1). Values are dictionary codes and ids, always as text.
STAGE = "stageId"
SOURCE = "sourceId"
MANAGER = "assignedById"
ORIGINATOR = "originatorId"  # the integration that put the lead into the portal
CONTACT = "contactId"  # the client's card, once the lead is attached to it
COMPANY = "companyId"
EMAIL = "email"  # the client's first; written by adding it, never taken away


class Phase(StrEnum):
    """Where the assistant stands with a lead."""

    NEW = "new"  # nobody has acted yet: the first-touch clock runs
    TAKEN = "taken"  # somebody acted, here or in Bitrix24
    CLOSED = "closed"  # ended: rejected or converted
    GONE = "gone"  # deleted in the portal


class Semantics(StrEnum):
    """The portal's own meaning of a stage (STATUS_SEMANTIC_ID)."""

    PROCESS = "P"
    SUCCESS = "S"
    FAILURE = "F"


@dataclass(frozen=True, slots=True)
class PortalLead:
    """A lead as Bitrix24 shows it; `fields` holds the values that the assistant may write."""

    id: int
    title: str
    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    comments: str
    semantics: Semantics
    created_at: datetime
    updated_at: datetime
    moved_at: datetime
    fields: Mapping[str, str]

    @property
    def stage(self) -> str:
        return self.fields.get(STAGE, "")

    @property
    def source(self) -> str:
        return self.fields.get(SOURCE, "")

    @property
    def email(self) -> str:
        """The client's e-mail: one of ours on its way, else the first that the portal has."""
        return self.fields.get(EMAIL, "") or next(iter(self.emails), "")

    @property
    def manager_id(self) -> int:
        """Bitrix24 user id of the responsible person, 0 when there is none."""
        return int(self.fields.get(MANAGER) or 0)


@dataclass(frozen=True, slots=True)
class Change:
    """One field written by the assistant: what stood there before, and what was chosen."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead in the assistant's care.

    `portal` is the view people act on: the last read, with our own choices already in it.
    `pending` holds, for each field with a write of ours on its way, the values it goes through:
    what the portal held, then our choices in order.
    """

    portal: PortalLead
    entered_at: datetime  # zero of the first-touch clock
    edition: str  # regulation and edition the lead began with
    digest: str = ""  # of that edition, whose rules hold for the lead; "": those in force do
    phase: Phase = Phase.NEW
    version: int = 0  # choices made so far; buttons carry it
    attempts: int = 0
    taken_by: int | None = None  # Bitrix24 user id of whoever acted first
    taken_at: datetime | None = None
    pending: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settled_at: datetime | None = None  # a read that began before this may be older than our last write
    twins: tuple[Twin, ...] | None = None  # None: not known yet
    source_said: str = ""  # the source that a person named: while it stands, it is not in doubt
    done: frozenset[str] = frozenset()  # actions chosen since it was new, and not taken back
    reached: bool = False  # the client is on the line, or a meeting is set (NL-02)
    funnel: str = ""  # the event it came from, by its code in the regulation
    by_hand: bool = False  # a manager added it in the chat: its source counts once a person has named it

    @property
    def id(self) -> int:
        return self.portal.id

    @property
    def called(self) -> str:
        """What people call it: the person's name, else its title, else its number."""
        return self.portal.name or self.portal.title or f"№ {self.portal.id}"

    @property
    def open(self) -> bool:
        return self.phase in (Phase.NEW, Phase.TAKEN)

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has named the source of a lead that was added by hand (OP10-19)."""
        return self.by_hand and (not self.portal.source or self.portal.source != self.source_said)

    def choosing(self, values: Mapping[str, str]) -> "tuple[Lead, dict[str, Change]]":
        """The lead with `values` chosen here, and what that changes; a value it already holds changes nothing."""
        held = self.portal.fields
        changes = {
            name: Change(held.get(name, ""), value) for name, value in values.items() if held.get(name, "") != value
        }
        chains = {name: (*self.pending.get(name, (change.before,)), change.after) for name, change in changes.items()}
        portal = replace(self.portal, fields={**held, **values})
        return replace(self, portal=portal, pending={**self.pending, **chains}), changes

    def settled(self, name: str, value: str) -> "Lead":
        """The lead after the portal took `value`: the field's chain begins there now; alone, it is over."""
        chain = self.pending.get(name, ())
        rest = chain[chain.index(value, 1) :] if value in chain[1:] else chain
        pending = {key: kept for key, kept in self.pending.items() if key != name}
        return replace(self, pending=pending if len(rest) < 2 else {**pending, name: rest})
