"""What the administrators have to hear of: decided from what the assistant sees of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from services.domain.gateways import CREDENTIALS

CONFLICT = "conflict"  # of polling: another program uses the same token
STUCK = timedelta(minutes=10)
MANY_REFUSED = 5  # writes in an hour: one of them concerns its lead, several a setting of the portal
LITTLE_ROOM = 300 * 1024 * 1024  # bytes left on the disk

_CURES = {"plan": "cure-plan", "overload": "cure-overload"}  # of the portal's refusals

Args = Mapping[str, object]


class Cause(StrEnum):
    """What an alarm is about; `alarm-<cause>` says it with the cure, `alarm-what-<cause>` names what works again."""

    TELEGRAM_CREDENTIALS = "telegram-credentials"
    TELEGRAM_CONFLICT = "telegram-conflict"
    TELEGRAM_DOWN = "telegram-down"
    BITRIX24_CREDENTIALS = "bitrix24-credentials"
    BITRIX24_SHUT = "bitrix24-shut"
    BITRIX24_SCOPE = "bitrix24-scope"
    BITRIX24_DOWN = "bitrix24-down"
    OUTBOX_STUCK = "outbox-stuck"
    WRITES_REFUSED = "writes-refused"
    DISK = "disk"
    DATABASE = "database"
    AUDIT = "audit"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Side:
    """A service as it answers us: the code of its refusal, "" for none, and how long it has carried nothing out."""

    fault: str
    silent: timedelta
    patience: timedelta


@dataclass(frozen=True, slots=True)
class Audit:
    """Ids of leads about which something is wrong, and of handings of deals."""

    unwatched: tuple[int, ...] = ()  # nobody has acted, and no clock runs
    overdue: tuple[int, ...] = ()  # fell due, and nothing was said
    unsaid: tuple[int, ...] = ()  # fell due, and nobody was there to hear it
    unread: tuple[int, ...] = ()  # the portal told of it, and it was not read
    deals: tuple[int, ...] = ()  # nobody took it in time, and the head was not told

    @property
    def findings(self) -> dict[str, tuple[int, ...]]:
        """Everything that was looked for, by kind."""
        return {
            "unwatched": self.unwatched,
            "overdue": self.overdue,
            "unsaid": self.unsaid,
            "unread": self.unread,
            "deals": self.deals,
        }


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the assistant sees of itself; None: another process sees it."""

    telegram: Side | None
    bitrix24: Side | None
    lacks_crm: bool = False
    stuck: Mapping[str, timedelta] = field(default_factory=dict)  # by channel: how long the oldest entry waits
    refused: int = 0
    free: int | None = None  # bytes; None: the database is elsewhere
    audit: Audit | None = None
    unfit: tuple[str, ...] = ()  # editions that open leads began with, and by which they cannot go any more


def judge(vitals: Vitals) -> dict[Cause, Args | None]:
    """Every cause that can be told now: what is to be said of it, None when all is well there."""
    verdict: dict[Cause, Args | None] = {}
    if vitals.telegram:
        verdict |= _telegram(vitals.telegram)
    if vitals.bitrix24:
        verdict |= _bitrix24(vitals.bitrix24, lacks_crm=vitals.lacks_crm)
        verdict[Cause.WRITES_REFUSED] = {"count": vitals.refused} if vitals.refused >= MANY_REFUSED else None
    if vitals.telegram and vitals.bitrix24:
        away = {channel for channel, sick in _sick(verdict).items() if sick}
        verdict[Cause.OUTBOX_STUCK] = _stuck({name: age for name, age in vitals.stuck.items() if name not in away})
        if vitals.audit and not away:
            found = {kind: len(ids) for kind, ids in vitals.audit.findings.items()}
            verdict[Cause.AUDIT] = found if any(found.values()) else None
    verdict[Cause.EDITION] = {"editions": ", ".join(vitals.unfit)} if vitals.unfit else None
    if vitals.free is not None:
        verdict[Cause.DISK] = {"megabytes": vitals.free // 2**20} if vitals.free < LITTLE_ROOM else None
    return verdict


def news(opened: Mapping[str, datetime], verdict: Mapping[Cause, Args | None]) -> tuple[dict[Cause, Args], list[Cause]]:
    """What is to be told now: new alarms, and those that are over."""
    raised = {cause: args for cause, args in verdict.items() if args is not None and cause not in opened}
    return raised, [cause for cause, args in verdict.items() if args is None and cause in opened]


def _telegram(side: Side) -> dict[Cause, Args | None]:
    down = not side.fault and side.silent >= side.patience
    return {
        Cause.TELEGRAM_CREDENTIALS: {} if side.fault == CREDENTIALS else None,
        Cause.TELEGRAM_CONFLICT: {} if side.fault == CONFLICT else None,
        Cause.TELEGRAM_DOWN: {"minutes": _minutes(side.silent)} if down else None,
    }


def _bitrix24(side: Side, *, lacks_crm: bool) -> dict[Cause, Args | None]:
    revoked = side.fault == CREDENTIALS
    shut = bool(side.fault) and not revoked
    down = not side.fault and side.silent >= side.patience
    return {
        Cause.BITRIX24_CREDENTIALS: {} if revoked else None,
        Cause.BITRIX24_SHUT: {"cure": [[_CURES.get(side.fault, "cure-webhook"), {}]]} if shut else None,
        Cause.BITRIX24_SCOPE: {} if lacks_crm and not side.fault else None,
        Cause.BITRIX24_DOWN: {"minutes": _minutes(side.silent)} if down else None,
    }


def _sick(verdict: Mapping[Cause, Args | None]) -> dict[str, bool]:
    """By channel whether its own service is why it waits."""
    up = [cause for cause, args in verdict.items() if args is not None]
    portal = any(cause.startswith("bitrix24") for cause in up)
    return {"telegram": any(cause.startswith("telegram") for cause in up), "bitrix24": portal, "creation": portal}


def _stuck(ages: Mapping[str, timedelta]) -> Args | None:
    waits = {channel: age for channel, age in ages.items() if age >= STUCK}
    if not waits:
        return None
    slowest = max(waits, key=lambda channel: waits[channel])
    return {"channel": slowest, "minutes": _minutes(waits[slowest])}


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
