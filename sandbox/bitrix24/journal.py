"""What the portal remembers for those who check on it afterwards: calls made, fields changed."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One REST call; a batch is one call, and each of its commands another with `batched` set."""

    method: str
    params: dict[str, Any]
    at: float  # Unix time
    status: int  # HTTP status; of a batched command 200, or what it would have been alone
    error: str | None = None  # the error code, None when it went well
    user_id: int = 0
    batched: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """One field that really changed, named as in crm.item.*; creations are not writes."""

    entity_type_id: int
    id: int
    field: str
    before: Any
    after: Any
    by: int  # portal user
    at: float  # Unix time
