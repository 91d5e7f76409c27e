"""Conversion: a lead becomes a deal, with the client's card where there is none yet (RB-25…RB-31)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.domain.lead import CONTACT, SOURCE, Lead
from services.domain.twins import Twin, TwinKind

CONVERSION = "conversion"  # as the conversation is called
CONVERT = "convert"  # and the entry of the outbox
COMPANY_TITLE = "companyTitle"  # the lead's field with the name of the company


class Part(StrEnum):
    """What a conversion creates, in that order: the deal is linked to the others."""

    COMPANY = "company"
    CONTACT = "contact"
    DEAL = "deal"


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to convert; `needs`: what has to be known before, with its title (RB-28).

    `stage` "": the conversion's own. `rejects`: the lead is rejected, what is written then; its client is kept (LT-13).
    """

    code: str
    title: str
    creates: tuple[Part, ...]
    needs: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    rejects: Mapping[str, str] = field(default_factory=dict)
    any: Mapping[str, frozenset[str]] = field(default_factory=dict)  # only where one of these fields has such a value

    def fits(self, lead: Lead) -> bool:
        """Whether it is for such a lead."""
        held = lead.portal.fields
        return not self.any or any(held.get(name, "") in values for name, values in self.any.items())

    @property
    def of_client(self) -> bool:
        """For somebody whose card is in the portal already (RB-27)."""
        return self.creates == (Part.DEAL,)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The company's rules; `stage`: where the lead goes afterwards, the deal's own stage "" is the portal's first."""

    stage: str
    variants: tuple[Variant, ...]
    category: int = 0
    deal_stage: str = ""

    def variant(self, code: str) -> Variant | None:
        return next((variant for variant in self.variants if variant.code == code), None)


class Stand(StrEnum):
    """Where a conversion stands."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Converting:
    """The conversion of a lead: one row, whose `mark` is what everything it creates is found again by.

    `client`: the card the deal is for, when it is there already. `phone_to`: whose phone it is, as a person said.
    """

    id: int  # of the lead
    staff_id: int
    variant: str
    title: str
    creates: tuple[Part, ...]
    client: Twin | None
    phone_to: Part
    mark: str
    stand: Stand = Stand.WAITING
    made: Mapping[str, int] = field(default_factory=dict)  # ids by part
    sent_at: datetime | None = None

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is still to be created, in order."""
        return tuple(part for part in Part if part in self.creates and part not in self.made)


@dataclass(frozen=True, slots=True)
class NewItem:
    """A deal, contact or company to be created; ids 0 and texts "" say nothing."""

    part: Part
    mark: str
    lead_id: int
    name: str
    manager_id: int
    source: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    contact_id: int = 0
    company_id: int = 0
    category: int = 0
    stage: str = ""


def new_item(part: Part, row: Converting, lead: Lead, rules: Conversion) -> NewItem:
    """What the portal is asked for; the phone goes where a person said, the e-mail is the contact's."""
    portal, known = lead.portal, row.client
    contact = row.made.get(Part.CONTACT, 0) or (known.id if known and known.kind is TwinKind.CONTACT else 0)
    company = row.made.get(Part.COMPANY, 0) or (known.id if known and known.kind is TwinKind.COMPANY else 0)
    deal = part is Part.DEAL
    return NewItem(
        part=part,
        mark=row.mark,
        lead_id=lead.id,
        name=portal.title if deal else called(part, lead),
        manager_id=portal.manager_id,
        source=portal.fields.get(SOURCE, "") if part is not Part.COMPANY else "",
        phones=portal.phones if part is row.phone_to else (),
        emails=portal.emails if part is Part.CONTACT else (),
        contact_id=contact if deal else 0,
        company_id=company if part is not Part.COMPANY else 0,
        category=rules.category if deal else 0,
        stage=rules.deal_stage if deal else "",
    )


def called(part: Part, lead: Lead) -> str:
    """The name of a new contact or company."""
    return (lead.portal.fields.get(COMPANY_TITLE, "") if part is Part.COMPANY else "") or lead.called


def clients_of(lead: Lead) -> tuple[Twin, ...]:
    """Cards of this client that are in the portal: the one the lead is attached to, else those of its twins."""
    found = tuple(twin for twin in lead.twins or () if twin.kind in (TwinKind.CONTACT, TwinKind.COMPANY))
    if held := int(lead.portal.fields.get(CONTACT) or 0):
        own = (twin for twin in found if (twin.kind, twin.id) == (TwinKind.CONTACT, held))
        return (next(own, Twin(TwinKind.CONTACT, held)),)
    return found
