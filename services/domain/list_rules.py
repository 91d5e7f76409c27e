"""What a company says of its lead list: which leads count, how they came, the groups (LL-01, LL-11, LL-19)."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from services.domain.names import fold
from services.domain.people import Role


class Kind(StrEnum):
    """How a lead came (LL-01, LL-19)."""

    CALL = "call"
    MISSED = "missed"  # a call that nobody took
    FORM = "form"
    MANUAL = "manual"
    CHAT = "chat"
    MAIL = "mail"


class Direction(StrEnum):
    """Who called whom (LL-25); a form counts as incoming."""

    IN = "in"
    OUT = "out"
    LOCAL = "local"  # between colleagues


class Shown(StrEnum):
    """Whom the column «Менеджер» shows (LL-25)."""

    TAKER = "taker"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class ListRules:
    """Words are `names.fold`ed; sources and stages are codes of the portal; `offices` hold names of departments."""

    silent: frozenset[str] = frozenset()  # sources that are not counted in statistics
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of sources, by title
    stage_groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    calls: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    outgoing: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    manual: frozenset[str] = frozenset()
    chats: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    channels: tuple[str, ...] = ()  # integrations, as people call them
    junk: frozenset[str] = frozenset()  # actions that say: not our client
    by_company: bool = False  # all contacts of a company are one client (LT-30)
    short_call: int = 0  # seconds: a shorter talk is no lead
    object_field: str = ""
    shows: Shown = Shown.RESPONSIBLE
    icons: bool = False  # a card tells how its lead came (RB-01)
    exporters: frozenset[Role] = frozenset({Role.SUPERVISOR, Role.ADMIN})

    @property
    def stamp(self) -> str:
        """Changes when leads have to be told apart anew."""
        parts = (self.calls, self.missed, self.outgoing, self.local, self.manual, self.chats, self.mails)
        told = "|".join([*(",".join(sorted(part)) for part in parts), *self.channels, *["company"] * self.by_company])
        return f"{zlib.crc32(told.encode()):08x}"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a lead came: its kind, who called whom, and through which integration (LL-20); `channel` "" for none."""

    kind: Kind
    direction: Direction
    channel: str


def origin_of(title: str, source: str, originator: str, rules: ListRules) -> Origin:
    """What title, source and originator tell; a lead that says nothing of itself is a form."""
    told = [fold(text) for text in (title, source, originator)]
    channel = next((name for text in reversed(told) for name in rules.channels if fold(name) in text), originator)
    if _says(told, rules.local):
        return Origin(Kind.CALL, Direction.LOCAL, channel)
    if _says(told, rules.outgoing):
        return Origin(Kind.CALL, Direction.OUT, channel)
    ways = (
        (Kind.MANUAL, rules.manual),
        (Kind.MISSED, rules.missed),
        (Kind.CALL, rules.calls),
        (Kind.CHAT, rules.chats),
        (Kind.MAIL, rules.mails),
    )
    kind = next((kind for kind, words in ways if _says(told, words)), Kind.FORM)
    return Origin(kind, Direction.IN, channel)


def _says(told: Iterable[str], words: frozenset[str]) -> bool:
    return any(word in text for text in told for word in words)
