"""The people the assistant works for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; duty and absence are states, not roles."""

    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    KEEPER = "keeper"  # answers source tickets
    DEPUTY = "deputy"  # answers them when no keeper does
    SALES = "sales"  # holds consultations (МП)
    HEAD = "head"  # of the sales team: sets the duty roster, hears of late deals (LT-23, LT-27)
    EDITOR = "editor"
    ADMIN = "admin"


class Whence(StrEnum):
    """Where somebody does something."""

    CHAT = "chat"
    PAGE = "page"
    PORTAL = "portal"
    CONSOLE = "console"  # the command line


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff; either id may be missing until the person connects."""

    id: int
    name: str
    bitrix_id: int | None
    telegram_id: int | None
    roles: frozenset[Role]
    active: bool = True  # the portal's ACTIVE
    blocked: bool = False  # Telegram answered 403: the person stopped the bot
    absent: bool = False  # on holiday or ill: queues go past
    turn_at: datetime | None = None  # of a sales manager: the last turn in the queue
    whence: Whence | None = None  # where what is done now comes from; the edges know

    @property
    def reachable(self) -> bool:
        """Can be written to in Telegram now."""
        return self.active and not self.blocked and self.telegram_id is not None

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Employee:
    """A user of the portal (user.get); phones as digits only."""

    bitrix_id: int
    name: str
    active: bool
    phones: tuple[str, ...] = ()
    departments: tuple[int, ...] = ()  # numbers, the main one first
