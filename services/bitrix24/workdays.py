"""The portal's working days: who has begun, paused or ended one."""

from collections.abc import Sequence

from services.bitrix24 import errors
from services.bitrix24.client import BATCH, Client
from services.bitrix24.limiter import Priority
from services.bitrix24.rights import CURES, Cure, Right
from services.bitrix24.values import text
from services.domain.gateways import Refused, TryLater, Workday

STATUS = "timeman.status"


async def workdays(client: Client, employees: Sequence[int]) -> dict[int, Workday]:
    """Those that the portal tells, fifty in one hit. A day that was never ended (EXPIRED) says nothing of today."""
    found: dict[int, Workday] = {}
    for start in range(0, len(employees), BATCH):
        asked = {each: (STATUS, {"USER_ID": each}) for each in employees[start : start + BATCH]}
        for each, told in (await client.batch(asked, priority=Priority.BACKGROUND)).items():
            status = text(told.get("STATUS")) if isinstance(told, dict) else ""
            if status in list(Workday):
                found[each] = Workday(status)
    return found


async def check(client: Client) -> Right:
    """Whether the webhook may ask; never raises, never writes."""
    try:
        await client.call(STATUS, {}, priority=Priority.BACKGROUND)
    except TryLater:
        return Right(STATUS, ok=False, cure=Cure.UNREACHABLE, optional=True)
    except Refused as refused:
        cure = Cure.SCOPE_TIMEMAN if refused.code == errors.SCOPE else CURES.get(refused.code, Cure.UNEXPECTED)
        return Right(STATUS, ok=False, cure=cure, optional=True)
    return Right(STATUS, ok=True, optional=True)
