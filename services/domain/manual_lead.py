"""A lead that a manager adds in the chat: what was told of it, and where its creation stands (OP10-17, NL-19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.domain.twins import Twin


class Stand(StrEnum):
    """Where the creation stands."""

    WAITING = "waiting"  # to be created, unless somebody has the phone already
    DOUBLED = "doubled"  # somebody has: the manager decides
    SURE = "sure"  # to be created all the same
    CREATED = "created"
    CANCELLED = "cancelled"
    REFUSED = "refused"  # the portal said no for good


@dataclass(frozen=True, slots=True)
class Adding:
    """What the regulation says of such leads; `stage` and `source` are the portal's codes.

    `source` stands until a person names one (OP10-19); `ask`: what the manager is asked, `later`: what of it may be
    found out later; `note`: what the timeline says while the source is not named; `hint`: what to ask the client.
    """

    title: str
    stage: str
    source: str = ""
    ask: frozenset[str] = frozenset({"name", "phone", "source"})
    later: frozenset[str] = frozenset()
    note: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as Telegram knows it; it is fetched when it goes to the portal."""

    file_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the manager told; "" for what is to be found out later.

    `source`: the code of the source that was named; `unlisted`: words for a source that the portal lacks;
    `text`: the client's own words, from a caption or a forwarded message.
    """

    manager_id: int  # user of the portal
    name: str = ""
    phone: str = ""
    source: str = ""
    unlisted: str = ""
    text: str = ""
    pictures: tuple[Picture, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a row."""
        plain = {name: getattr(self, name) for name in ("manager_id", "name", "phone", "source", "unlisted", "text")}
        return {**plain, "pictures": [[each.file_id, each.name] for each in self.pictures]}

    @classmethod
    def of_json(cls, row: Mapping[str, Any]) -> "Told":
        """From a row."""
        return cls(**{**row, "pictures": tuple(Picture(*each) for each in row["pictures"])})


@dataclass(frozen=True, slots=True)
class ManualLead:
    """`sent_at`: when the request that may be on its way was sent; None when none is."""

    id: int
    question_id: int
    staff_id: int
    chat_id: int
    stand: Stand
    told: Told
    origin: str
    twins: tuple[Twin, ...] = ()
    sent_at: datetime | None = None
    lead_id: int | None = None
    reason: str = ""

    @property
    def wanted(self) -> bool:
        """Whether it is still to be created."""
        return self.stand in (Stand.WAITING, Stand.SURE)
