"""The two systems that are not ours, as the services see them: `Crm` and `Messenger`.

Errors at the edge are of two kinds: `TryLater` (trying again will help) and `Refused` (it will not).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from html import escape, unescape
from typing import Protocol

from services.domain.bonus import Referrer
from services.domain.conversion import NewItem, Part
from services.domain.deals import PortalDeal
from services.domain.lead import PortalLead
from services.domain.mirror import MirrorRow, Place
from services.domain.people import Employee
from services.domain.twins import Keys, Twin

_TAG = re.compile(r"<[^>]+>")


class TryLater(Exception):
    """The other side did not take it now.

    `after`: seconds it asked us to wait, None = our own backoff.
    `maybe_done`: the request may have been executed although no answer came.
    """

    def __init__(self, reason: str, *, after: float | None = None, maybe_done: bool = False) -> None:
        super().__init__(reason)
        self.after = after
        self.maybe_done = maybe_done


class Refused(Exception):
    """The other side said no for good; `code` is stable, `detail` is its own words without secrets."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class ChatMoved(Exception):
    """The group became a supergroup; send again to `chat_id`."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the group was upgraded to a supergroup")
        self.chat_id = chat_id


# Codes of `Refused` that the services tell apart.
NOT_FOUND = "not_found"
ACCESS_DENIED = "access_denied"
UNREACHABLE = "unreachable"  # a person stopped the bot, or never started it
UNSURE = "unsure"  # the answer was lost, and asking again would do it again
CREDENTIALS = "credentials"  # token or webhook is wrong, revoked or deleted


@dataclass(frozen=True, slots=True)
class Term:
    """A row of a portal dictionary (crm.status.list)."""

    id: int
    code: str
    name: str
    sort: int
    semantics: str = "P"  # of a stage: P, S or F; of an employee: P works here, F has left


@dataclass(frozen=True, slots=True)
class LeadMark:
    """What a sweep needs to know of a lead, or of a deal."""

    id: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class WriteFields:
    """Set fields of a lead to absolute values (crm.item.update): repeating it is harmless."""

    lead_id: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class AddComment:
    """Add a timeline comment; `marker` is a part of `text` by which a repeat finds it."""

    lead_id: int
    text: str
    marker: str


@dataclass(frozen=True, slots=True)
class PullTrigger:
    """Pull a trigger of the lead's automation (crm.automation.trigger): twice may write to the client twice."""

    lead_id: int
    code: str


CrmWrite = WriteFields | AddComment | PullTrigger
# One outcome per write: the lead after an update, None after anything else, or why not.
WriteOutcome = PortalLead | TryLater | Refused | None


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead to be created; codes of the dictionaries, `phone` "" when there is none.

    `origin` is a mark of ours, unlike any other: a lead that was created without our hearing of it is found by it.
    """

    origin: str
    title: str
    name: str
    phone: str
    stage: str
    source: str
    manager_id: int
    comments: str = ""


class Workday(StrEnum):
    """How somebody's working day stands in the portal."""

    OPENED = "OPENED"
    PAUSED = "PAUSED"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """A call about a lead that has ended; `result`: the telephony's code, "other" for one of no interest."""

    lead_id: int
    at: datetime  # when it began
    outgoing: bool  # the client was called
    seconds: int
    result: str
    record: str = ""  # where it can be listened to
    id: int = 0  # in the portal's statistics
    by: int = 0  # portal id of the employee who spoke


@dataclass(frozen=True, slots=True)
class File:
    """A file to be attached or sent."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """The portal's own words."""

    sources: list[Term]
    stages: list[Term]
    fields: list[Term]  # by their name in crm.item.*, with the title; empty when the portal does not tell
    deal_stages: Mapping[int, Sequence[Term]] = field(default_factory=dict)  # by funnel; empty: not asked, not told


class Crm(Protocol):
    """Bitrix24. Every method may raise `TryLater` or `Refused`."""

    async def ready(self) -> None:
        """Returns when leads could be read at once: who comes while we wait for our turn is read with the others."""
        ...

    def short(self) -> bool:
        """Whether the portal's limit is so short that writes have to wait: what may wait longer should."""
        ...

    async def find_twins(self, keys: Mapping[int, Keys]) -> dict[int, tuple[Twin, ...]]:
        """By lead id who else has these phones or e-mails, without names; ids that could not be told are left out.

        Does not wait for a turn: reading leads goes before.
        """
        ...

    async def name_twins(self, twins: Collection[Twin]) -> dict[Twin, Twin]:
        """Those whose names can be read at once, with them."""
        ...

    async def read_leads(self, ids: Sequence[int]) -> dict[int, PortalLead | None]:
        """Every asked id: the lead, or None when it is deleted; ids that could not be told are left out."""
        ...

    async def newest_lead_id(self) -> int:
        """The highest lead id there is, 0 when there are none."""
        ...

    async def sweep(self, after_id: int, changed_since: datetime) -> list[LeadMark]:
        """Leads with an id above `after_id` or changed at `changed_since` or later, by id."""
        ...

    async def absent(self, ids: Sequence[int]) -> list[int]:
        """Those of up to 50 leads that the portal does not list: deleted, or hidden from us."""
        ...

    async def write(self, writes: Sequence[CrmWrite]) -> list[WriteOutcome]:
        """Carry out up to 50 writes in one hit, outcomes in the same order."""
        ...

    async def has_exact_comment(self, lead_id: int, words: str, since: datetime) -> bool:
        """Whether a timeline comment of just these words was added at `since` or later."""
        ...

    async def create_lead(self, new: NewLead) -> int:
        """The id of the lead created; after a `TryLater` with `maybe_done`, `find_created` tells whether it was."""
        ...

    async def find_created(self, origin: str) -> int | None:
        """The lead that was created with this mark, None when there is none."""
        ...

    async def create_item(self, new: NewItem) -> int:
        """The id of the deal, contact or company created; after a `TryLater` with `maybe_done`, `find_item` tells."""
        ...

    async def find_item(self, part: Part, mark: str) -> int | None:
        """The deal, contact or company that was created with this mark, None when there is none."""
        ...

    async def read_deals(self, ids: Sequence[int]) -> dict[int, PortalDeal | None]:
        """Of up to 50 deals each, or None when it is deleted; ids that could not be told are left out."""
        ...

    async def deals_in_work(self) -> list[PortalDeal]:
        """All deals that have not ended."""
        ...

    async def newest_deal_id(self) -> int:
        """The highest deal id there is, 0 when there are none."""
        ...

    async def sweep_deals(self, after_id: int, changed_since: datetime) -> list[LeadMark]:
        """Deals with an id above `after_id` or changed at `changed_since` or later, by id."""
        ...

    async def observe_deal(self, deal_id: int, observers: Sequence[int]) -> None:
        """Let these and nobody else observe a deal; twice is harmless."""
        ...

    async def attach(self, lead_id: int, text: str, files: Sequence[File]) -> None:
        """Add a timeline comment with files."""
        ...

    async def find_mirrored(self, place: Place, mark: str, number: int, near: datetime) -> int | None:
        """The element with our mark, None when there is none; `number`: what it was, 0 = looked for `near` its time."""
        ...

    async def add_mirrored(self, place: Place, new: MirrorRow) -> int:
        """The number of the element created; after a `TryLater` with `maybe_done`, `find_mirrored` tells."""
        ...

    async def update_mirrored(self, place: Place, number: int, new: MirrorRow) -> None:
        """Write an element anew; twice is harmless."""
        ...

    async def remove_mirrored(self, place: Place, number: int) -> None:
        """Delete an element."""
        ...

    async def has_comment(self, lead_id: int, marker: str) -> bool:
        """Whether a timeline comment with this marker is there already."""
        ...

    async def notify(self, notices: Sequence[tuple[int, str]]) -> list[TryLater | Refused | None]:
        """Ring the portal's own bell: employee and plain words each, up to 50; outcomes in the same order."""
        ...

    async def dictionaries(self, *, deals: bool = False) -> Dictionaries:
        """What codes and names a lead's values have now; `deals`: the stages of deals, too."""
        ...

    async def find_clients(self, name: str) -> list[Referrer]:
        """Contacts and companies whose name holds every word of `name`, up to fifty of each; those called so first."""
        ...

    async def contract_manager(self, client: Referrer) -> int:
        """Who made the newest contract with this client, else has the newest deal; 0 when there are no deals."""
        ...

    async def employees(self) -> list[Employee]:
        """All users of the portal, the dismissed too."""
        ...

    async def departments(self) -> dict[int, str]:
        """Names of the departments by number; needs the scope `department`."""
        ...

    async def workdays(self, employees: Sequence[int]) -> dict[int, Workday]:
        """How the working days of these employees stand, of those the portal tells; needs the scope `timeman`."""
        ...

    async def phone_calls(self, since: datetime) -> list[PhoneCall]:
        """Calls about leads that began then or later; needs the scope `telephony` and the right to statistics."""
        ...

    async def server_time(self) -> datetime:
        """The portal's own clock."""
        ...


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: exactly one of `data`, `url` and `copy` is set."""

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""
    style: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent or shown: HTML with everything from outside escaped. With a `file` it is the file's caption.

    `picture`: one that somebody sent, by its Telegram id; `photo`: one of our own; the text is its caption.
    """

    html: str
    keyboard: Keyboard = ()
    reply_to: int | None = None
    silent: bool = False
    file: File | None = None
    picture: str = ""
    photo: File | None = None

    def bare(self) -> "Message":
        """The same without markup, links and decoration: words and buttons that tap."""
        words = escape(unescape(_TAG.sub("", self.html)), quote=False)
        rows = (tuple(Button(button.text, data=button.data) for button in row if button.data) for row in self.keyboard)
        return Message(
            words,
            tuple(row for row in rows if row),
            silent=self.silent,
            file=self.file,
            picture=self.picture,
            photo=self.photo,
        )


class Messenger(Protocol):
    """Telegram. Every method may raise `TryLater`, `Refused` or `ChatMoved`."""

    async def send(self, chat_id: int, message: Message) -> int:
        """The id of the message sent."""
        ...

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Replace text and keyboard; nothing to change counts as done."""
        ...

    async def fetch(self, file_id: str) -> bytes:
        """A file that somebody sent, up to 20 MB; `Refused` when it cannot be had any more."""
        ...
