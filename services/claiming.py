"""What a referral does as rows: its bonus claim, and the question who recommended us."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.decision import ClaimBonus, MoveBonus, NameReferrer, WithdrawBonus
from services.domain.lead import Lead
from services.domain.referrer_form import REFERRER
from services.storage import bonuses_store, questions_store
from services.storage.questions_store import Question

BonusEffect = ClaimBonus | WithdrawBonus | NameReferrer | MoveBonus


async def carry(conn: AsyncConnection, lead: Lead, effect: BonusEffect, by: int, now: datetime) -> list[Question]:
    """Store the effect; the questions that need no answer any more."""
    match effect:
        case ClaimBonus(amount, currency):
            await bonuses_store.claim(conn, lead.id, amount, currency, by, now)
        case NameReferrer(referrer):
            await bonuses_store.name_referrer(conn, lead.id, referrer)
        case MoveBonus(to):
            await bonuses_store.move(conn, lead.id, to, by, now)
        case WithdrawBonus():
            await bonuses_store.withdraw(conn, lead.id)
            return await questions_store.close_of(conn, lead.id, REFERRER, now)
    return []
