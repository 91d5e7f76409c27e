"""A bonus claim: what the company owes somebody who recommended it (OP10-24, OP10-25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.domain.people import Role

PAGE = 8  # claims on a page of the list
NAME_LENGTH = 200  # of a referrer, as people write it


class BonusState(StrEnum):
    """Where a claim stands."""

    WAITING = "waiting"
    CHECKED = "checked"  # somebody has found it right
    PAID = "paid"
    WITHDRAWN = "withdrawn"  # the referral was taken back


LISTED = (BonusState.WAITING, BonusState.CHECKED, BonusState.PAID)


class ClientKind(StrEnum):
    """What a referrer is in the portal."""

    CONTACT = "contact"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Referrer:
    """Who recommended us. `kind` None: written down as said, not found in the portal.

    `manager_id`: the employee (portal id) who made the contract with this client, 0 when nobody did.
    """

    name: str
    kind: ClientKind | None = None
    id: int = 0
    manager_id: int = 0


@dataclass(frozen=True, slots=True)
class Bonus:
    """The claim of a lead, one a lead; `amount` in whole units of `currency` (ISO 4217), people by staff id."""

    lead_id: int
    state: BonusState
    amount: int
    currency: str
    claimed_by: int
    claimed_at: datetime
    referrer: Referrer | None = None
    checked_by: int | None = None
    checked_at: datetime | None = None
    paid_by: int | None = None
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as people see it in a list: names in place of ids; `source` is the lead's present one, as a code."""

    bonus: Bonus
    lead: str
    source: str
    claimed_by: str
    checked_by: str
    paid_by: str


@dataclass(frozen=True, slots=True)
class BonusSum:
    """How many claims in a state, and what they come to in one currency."""

    state: BonusState
    currency: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A page of the claims in one state, with the sums of all."""

    state: BonusState
    number: int
    pages: int
    claims: Sequence[Claim]
    sums: Sequence[BonusSum]


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """One claim with its pages in the portal, and how the reader may move it on.

    `other_source`: what the lead's source is called now, "" while it is a referral.
    """

    claim: Claim
    moves: tuple[BonusState, ...]
    lead_url: str
    client_url: str
    other_source: str = ""


@dataclass(frozen=True, slots=True)
class BonusRules:
    """What a referral is worth, and who may move its claim on."""

    amount: int
    currency: str
    checks: frozenset[Role]
    pays: frozenset[Role]
