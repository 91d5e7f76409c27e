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
    """Fields that hold our value are done; those that hold a value not of ours belong to somebody else.

    A value that is no longer on its way in `pending` was overruled by a change that a read has told of: it is dropped.
    """
    values, conflicts = {}, set()
    for name, change in changes.items():
        held, chain = fresh.fields.get(name, ""), pending.get(name, ())
        if held == change.after or change.after not in chain[1:]:
            continue
        if held in chain:
            values[name] = change.after
        else:
            conflicts.add(name)
    return Plan(values, frozenset(conflicts))
