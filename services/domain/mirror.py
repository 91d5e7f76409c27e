"""Where in the portal the register of consultations is mirrored: every row is one element there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A universal list, by its id or its code; `fields`: its PROPERTY_n for a column of the register."""

    type: str
    id: int
    code: str
    fields: Mapping[str, str]

    @property
    def key(self) -> str:
        """What the place is remembered by."""
        return f"list:{self.type}:{self.id or self.code}"


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """A calendar: of the company, of a group or of a user."""

    type: str
    owner: int
    section: int

    @property
    def key(self) -> str:
        """What the place is remembered by."""
        return f"calendar:{self.type}:{self.owner}:{self.section}"


Place = ListPlace | CalendarPlace


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """A row as the portal shows it; `cells`: by the columns of the register, `text`: all of it in lines."""

    mark: str
    title: str
    text: str
    cells: Mapping[str, str]
    lead_id: int
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What is known of a row in one place. Of a request whose answer is not known: when it went out (`sent_at`).

    `number`: of the element, 0 while there is none; `at`: the time of the meeting in the newest request.
    """

    id: int  # the row's
    place: str
    number: int = 0
    at: datetime | None = None
    sent_at: datetime | None = None
