"""What happened to a lead, a line each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# What people did in the portal itself.
IN_PORTAL = frozenset({"handled_in_portal", "closed_in_portal", "reassigned", "back_to_new"})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened; `who` is empty for the portal and the clock."""

    at: datetime
    who: str
    kind: str
    data: Mapping[str, Any]
