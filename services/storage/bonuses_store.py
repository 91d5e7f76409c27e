"""Bonus claims: one a lead, so that nothing can claim twice."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.bonus import Bonus, BonusState, BonusSum, Claim, ClientKind, Referrer
from services.domain.lead import SOURCE
from services.storage.tables import bonuses, leads, staff
from services.storage.upsert import Upsert

_OPEN = (BonusState.WAITING, BonusState.CHECKED)
_CLAIM = Upsert(
    bonuses,
    lambda row: row.on_conflict_do_update(
        index_elements=[bonuses.c.lead_id],
        set_={
            **{name: row.excluded[name] for name in ("state", "amount", "currency", "claimed_by", "claimed_at")},
            "checked_by": None,
            "checked_at": None,
        },
        where=bonuses.c.state == BonusState.WITHDRAWN,
    ),
)


async def claim(conn: AsyncConnection, lead_id: int, amount: int, currency: str, by: int, now: datetime) -> None:
    """Open the claim of a lead; a claim that is there stays as it is, unless it was withdrawn."""
    fresh = {"state": BonusState.WAITING, "amount": amount, "currency": currency, "claimed_by": by, "claimed_at": now}
    await conn.execute(_CLAIM.on(conn), {"lead_id": lead_id, **fresh})


async def withdraw(conn: AsyncConnection, lead_id: int) -> None:
    """The referral was taken back; what is paid stays paid."""
    await _update(conn, lead_id, _OPEN, state=BonusState.WITHDRAWN)


async def name_referrer(conn: AsyncConnection, lead_id: int, referrer: Referrer) -> bool:
    """Write down who recommended us; False when the claim is not waiting any more."""
    return await _update(
        conn,
        lead_id,
        (BonusState.WAITING,),
        referrer=referrer.name,
        referrer_kind=referrer.kind.value if referrer.kind else "",
        referrer_id=referrer.id,
        manager_id=referrer.manager_id,
    )


async def move(conn: AsyncConnection, lead_id: int, to: BonusState, by: int, now: datetime) -> bool:
    """Checked, or paid; False when the claim does not stand where it has to stand before."""
    if to is BonusState.CHECKED:
        return await _update(conn, lead_id, (BonusState.WAITING,), state=to, checked_by=by, checked_at=now)
    return await _update(conn, lead_id, (BonusState.CHECKED,), state=to, paid_by=by, paid_at=now)


_OF = select(bonuses).where(bonuses.c.lead_id == bindparam("lead_id"))


async def of(conn: AsyncConnection, lead_id: int) -> Bonus | None:
    """The claim of a lead, one that was withdrawn too."""
    row = (await conn.execute(_OF, {"lead_id": lead_id})).one_or_none()
    return _bonus(row) if row else None


async def listed(
    conn: AsyncConnection, states: Collection[BonusState], *, limit: int | None = None, offset: int = 0
) -> list[Claim]:
    """Claims in these states: those that wait longest first."""
    rows = await conn.execute(
        _claims()
        .where(bonuses.c.state.in_(states))
        .order_by(bonuses.c.claimed_at, bonuses.c.lead_id)
        .limit(limit)
        .offset(offset)
    )
    return [_claim(row) for row in rows]


async def claim_of(conn: AsyncConnection, lead_id: int) -> Claim | None:
    """The claim of a lead, with names."""
    row = (await conn.execute(_claims().where(bonuses.c.lead_id == lead_id))).one_or_none()
    return _claim(row) if row else None


async def sums(conn: AsyncConnection) -> list[BonusSum]:
    """Of each state and currency."""
    group = (bonuses.c.state, bonuses.c.currency)
    rows = await conn.execute(
        select(*group, func.count(), func.sum(bonuses.c.amount)).group_by(*group).order_by(*group)
    )
    return [BonusSum(BonusState(state), currency, count, int(amount)) for state, currency, count, amount in rows]


async def _update(conn: AsyncConnection, lead_id: int, states: Collection[BonusState], **values: Any) -> bool:
    held = (bonuses.c.lead_id == lead_id, bonuses.c.state.in_(states))
    return bool((await conn.execute(update(bonuses).where(*held).values(**values))).rowcount)


def _claims() -> Select[Any]:
    """Claims with the names of the lead and of those who did something about it."""
    people = {name: staff.alias(name) for name in ("claimer", "checker", "payer")}
    columns = [table.c.name.label(name) for name, table in people.items()]
    source = leads.c.fields[SOURCE].as_string().label("source")
    return (
        select(bonuses, leads.c.name, leads.c.title, source, *columns)
        .join(leads, leads.c.id == bonuses.c.lead_id)
        .outerjoin(people["claimer"], people["claimer"].c.id == bonuses.c.claimed_by)
        .outerjoin(people["checker"], people["checker"].c.id == bonuses.c.checked_by)
        .outerjoin(people["payer"], people["payer"].c.id == bonuses.c.paid_by)
    )


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        bonus=_bonus(row),
        lead=row.name or row.title or f"№ {row.lead_id}",
        source=row.source or "",
        claimed_by=row.claimer or "",
        checked_by=row.checker or "",
        paid_by=row.payer or "",
    )


def _bonus(row: Row[Any]) -> Bonus:
    kind = ClientKind(row.referrer_kind) if row.referrer_kind else None
    return Bonus(
        lead_id=row.lead_id,
        state=BonusState(row.state),
        amount=row.amount,
        currency=row.currency,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        referrer=Referrer(row.referrer, kind, row.referrer_id, row.manager_id) if row.referrer else None,
        checked_by=row.checked_by,
        checked_at=row.checked_at,
        paid_by=row.paid_by,
        paid_at=row.paid_at,
    )
