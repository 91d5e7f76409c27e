"""Which leads are of one client: those that share a phone or an e-mail, directly or through others (LL-03)."""

from collections.abc import Collection, Mapping


def group(keys: Mapping[int, Collection[str]]) -> dict[int, int]:
    """By lead id the lowest lead id of the same client."""
    head: dict[int, int] = {lead: lead for lead in keys}
    first: dict[str, int] = {}

    def find(lead: int) -> int:
        while head[lead] != lead:
            head[lead] = head[head[lead]]
            lead = head[lead]
        return lead

    for lead in sorted(keys):
        for key in keys[lead]:
            one, other = find(first.setdefault(key, lead)), find(lead)
            head[max(one, other)] = min(one, other)
    return {lead: find(lead) for lead in keys}
