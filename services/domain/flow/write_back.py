"""A write is about to go to the portal: look before writing."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.domain.lead import Change, PortalLead


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a write is still to be done; `conflicts` holds fields that somebody else changed meanwhile."""

    values: Mapping[str, str]
    conflicts: frozenset[str]


def plan(fresh: PortalLead, changes: Mapping[str, Change], pending: Mapping[str, tuple[str, ...]]) -> Plan:
    """Fields that hold our value are done; those that hold a value not of ours belong to somebody else."""
    values, conflicts = {}, set()
    for name, change in changes.items():
        held = fresh.fields.get(name, "")
        if held == change.after:
            continue
        if held == change.before or held in pending.get(name, ()):
            values[name] = change.after
        else:
            conflicts.add(name)
    return Plan(values, frozenset(conflicts))
