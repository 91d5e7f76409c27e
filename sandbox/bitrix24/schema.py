"""Which fields a lead, a deal, a contact and a company have, and what they are called in each family of methods."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

LEAD, DEAL, CONTACT, COMPANY = 1, 2, 3, 4
TYPES = {LEAD: "LEAD", DEAL: "DEAL", CONTACT: "CONTACT", COMPANY: "COMPANY"}
PAGE = 50

# name:kind, "!" read-only, "*" multiple, "=x" default. Kind "off" is a disabled field, always null.
STAMPS = """
id:int! createdTime:time! dateCreateShort:off! updatedTime:time! dateModifyShort:off! createdBy:user! updatedBy:user!
assignedById:user opened:flag=Y
"""
TAIL = """
searchContent:off! lastActivityBy:user! lastActivityTime:time!
utmSource:text utmMedium:text utmCampaign:text utmContent:text utmTerm:text
"""
MOVES = "movedBy:user! movedTime:time! "
LINKS = "observers:user* contactIds:int* "
LEAD_FIELDS = """
companyId:int=0 contactId:int=0 stageId:status isConvert:off! statusDescription:text stageSemanticId:text!=P
productId:off! opportunity:number=0 currencyId:text=RUB sourceId:status sourceDescription:text title:text name:text
lastName:text secondName:text shortName:off! companyTitle:text post:text address:text comments:text webformId:int=0
originatorId:text originId:text dateClosed:time! birthdate:date honorific:status hasPhone:flag!=N hasEmail:flag!=N
hasImol:flag!=N login:off! isReturnCustomer:flag!=N isManualOpportunity:flag=N
"""
DEAL_FIELDS = """
leadId:int companyId:int=0 contactId:int=0 quoteId:int title:text productId:off! categoryId:int=0 stageId:status
stageSemanticId:text!=P isNew:flag!=N isRecurring:flag=N isReturnCustomer:flag!=N isRepeatedApproach:flag!=N
closed:flag!=N typeId:status opportunity:number=0 isManualOpportunity:flag=N taxValue:number=0 currencyId:text=RUB
probability:int comments:text begindate:date begindateShort:off! closedate:date closedateShort:off! eventDate:off!
eventDateShort:off! eventId:off! eventDescription:off! locationId:off! webformId:int=0 sourceId:status
sourceDescription:text originatorId:text originId:text additionalInfo:text orderStage:off! isWork:off! isWon:off!
isLose:off! receivedAmount:off! lostAmount:off! hasProducts:off!
"""
PERSON_FIELDS = """
companyId:int=0 companyIds:int* sourceId:status sourceDescription:text name:text lastName:text secondName:text
shortName:off! post:text address:text comments:text leadId:int typeId:status originatorId:text originId:text
birthdate:date honorific:status hasPhone:flag!=N hasEmail:flag!=N hasImol:flag!=N webformId:int=0
"""
COMPANY_FIELDS = """
title:text typeId:status industry:status currencyId:text=RUB leadId:int originatorId:text originId:text comments:text
address:text hasPhone:flag!=N hasEmail:flag!=N hasImol:flag!=N isMyCompany:flag=N webformId:int=0
"""
# What crm.lead.* calls differently from the upper-cased name.
FROZEN = {
    "createdTime": "DATE_CREATE",
    "updatedTime": "DATE_MODIFY",
    "createdBy": "CREATED_BY_ID",
    "updatedBy": "MODIFY_BY_ID",
    "movedBy": "MOVED_BY_ID",
    "stageId": "STATUS_ID",
    "stageSemanticId": "STATUS_SEMANTIC_ID",
    "dateClosed": "DATE_CLOSED",
}
DICTIONARIES = {"sourceId": "SOURCE", "honorific": "HONORIFIC", "typeId": "{}_TYPE", "industry": "INDUSTRY"}
SPEC = re.compile(r"(\w+):(\w+)(!?)(\*?)(?:=(\w+))?")
NUMERIC = frozenset({"int", "user", "number"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field; `name` of crm.item.*, `upper` of the database, `frozen` of crm.lead.*."""

    name: str
    kind: str  # int, user, number, flag, text, time, date, status, enumeration, file, off
    upper: str
    frozen: str
    read_only: bool = False
    multiple: bool = False
    default: Any = None
    dictionary: str = ""  # ENTITY_ID of crm.status.list
    title: str = ""
    items: dict[int, str] = field(default_factory=dict)  # of an enumeration

    @property
    def custom(self) -> bool:
        return self.upper.startswith("UF_")


class Schema:
    """The fields of one type."""

    def __init__(self, type_id: int, fields: Iterable[Field]) -> None:
        self.type_id = type_id
        self.fields: dict[str, Field] = {}
        self.by_upper: dict[str, Field] = {}
        self.by_frozen: dict[str, Field] = {}
        for each in fields:
            self.add(each)

    def add(self, new: Field) -> None:
        self.fields[new.name] = new
        self.by_upper[new.upper] = new
        self.by_frozen[new.frozen] = new


def upper_name(name: str) -> str:
    """stageId → STAGE_ID."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def custom_name(upper: str) -> str:
    """UF_CRM_REASON → ufCrmReason, UF_CRM_1704817278 → ufCrm_1704817278."""
    stem, _, number = upper.rpartition("_")
    words = (stem if number.isdigit() else upper).lower().split("_")
    camel = words[0] + "".join(word.capitalize() for word in words[1:])
    return f"{camel}_{number}" if number.isdigit() else camel


def build_schemas() -> dict[int, Schema]:
    """The four types with their standard fields."""
    own = {
        LEAD: LEAD_FIELDS + MOVES + LINKS,
        DEAL: DEAL_FIELDS + MOVES + LINKS,
        CONTACT: PERSON_FIELDS,
        COMPANY: COMPANY_FIELDS + LINKS,
    }
    return {
        type_id: Schema(type_id, [_field(type_id, match) for match in SPEC.finditer(STAMPS + fields + TAIL)])
        for type_id, fields in own.items()
    }


def _field(type_id: int, match: re.Match[str]) -> Field:
    name, kind, read_only, multiple, default = match.groups()
    upper = upper_name(name)
    dictionary = DICTIONARIES.get(name, "").format(TYPES[type_id])
    if name == "stageId":
        dictionary = "STATUS" if type_id == LEAD else "DEAL_STAGE"
    value = int(default) if default and default.isdigit() else default
    frozen = FROZEN.get(name, upper) if type_id == LEAD else upper
    return Field(name, kind, upper, frozen, bool(read_only), bool(multiple), value, dictionary, upper)
