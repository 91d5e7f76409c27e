"""Which leads are of one client: those that share a phone or an e-mail, directly or through others (LL-03)."""

from collections.abc import Collection, Mapping

from services.domain import phones
from services.domain.twins import Keys


def keys_to_keep(keys: Keys, region: str) -> frozenset[str]:
    """Of all spellings one form each: «+79990000001», «name@host» in small letters."""
    numbers = (phones.read(each, region).number for each in keys.phones)
    return frozenset(number for number in numbers if number.startswith("+")) | {mail.lower() for mail in keys.emails}


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
