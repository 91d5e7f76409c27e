"""One call of the Bot API without models: JSON in, JSON out."""

from collections.abc import Mapping
from typing import Any

import aiohttp

from services.domain.gateways import CREDENTIALS, Refused, TryLater

# Codes of `Refused` that polling tells apart.
CONFLICT = "conflict"  # another process polls with the same token
WEBHOOK_SET = "webhook_set"
_CREDENTIALS = (401, 404)  # 404: the token is not even shaped like one
_DETAIL_LENGTH = 200


async def ask(
    session: aiohttp.ClientSession, base: str, method: str, params: Mapping[str, Any], seconds: float | None = None
) -> Any:
    """The result of `method`; raises `TryLater` or `Refused`. `base` is the address up to the token.

    `seconds`: how long to wait for it; None: as long as the session does.
    """
    more: dict[str, Any] = {} if seconds is None else {"timeout": aiohttp.ClientTimeout(total=seconds)}
    try:
        async with session.post(f"{base}/{method}", json=params, allow_redirects=False, **more) as response:
            status, body = response.status, await response.json(content_type=None)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        # The chain is cut: the original may hold the address with the token.
        raise TryLater(f"no answer: {type(error).__name__}") from None
    if not isinstance(body, dict):
        raise TryLater(f"HTTP {status} without a Bot API answer")
    if body.get("ok") is True:
        return body.get("result")
    raise _refusal(status, body)


def _refusal(status: int, body: Mapping[str, Any]) -> TryLater | Refused:
    code = body.get("error_code", status)
    said = str(body.get("description", ""))[:_DETAIL_LENGTH]
    if code in _CREDENTIALS:
        return Refused(CREDENTIALS, said)
    if code == 409:
        return Refused(WEBHOOK_SET if "webhook" in said else CONFLICT, said)
    wait = (body.get("parameters") or {}).get("retry_after")
    return TryLater(f"{code} {said}", after=float(wait) if isinstance(wait, int | float) else None)
