"""Which entries for a chat go out as one message: pure, from what waits at the moment when the chat may hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.storage.outbox_store import Entry

# A first card is worth most, and carries its buttons: it always goes alone.
LISTED = ("reminder", "escalation", "ticket")
FEW = 3  # fewer than that go one by one: a second or two, and each has all its buttons
MOST = 10  # leads in one message; what is left is in the next one, so that every lead is named


@dataclass(slots=True)
class Parcel:
    """Entries for a chat (None: for nobody) that go out together, at this time (Unix)."""

    chat_id: int | None
    at: float
    entries: list[Entry] = field(default_factory=list)

    def holds(self, entry: Entry) -> bool:
        """Whether an entry for the same chat, behind those in it, goes along."""
        first = self.entries[0]
        if first.kind == entry.kind == "redraw":
            return bool(first.payload["message"] == entry.payload["message"])
        if first.kind != entry.kind or not (_is_listed(first) and _is_listed(entry)):
            return False
        return len(self.entries) < MOST and entry.lead_id not in {each.lead_id for each in self.entries}

    def close(self) -> None:
        """Nothing else is waiting: a few go one by one."""
        if self.entries[0].kind in LISTED and len(self.entries) < FEW:
            del self.entries[1:]


def _is_listed(entry: Entry) -> bool:
    return entry.kind in LISTED and not alone(entry.payload)


def alone(payload: Mapping[str, Any]) -> bool:
    """Somebody asked for it: picked out of a list (`alone`), or in reply to words."""
    return "alone" in payload or "reply_to" in payload
