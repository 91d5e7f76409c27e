"""What was read from the portal meets what we have chosen and not yet heard back."""

from dataclasses import replace

from services.domain.lead import STAGE, Lead, PortalLead


def merge(lead: Lead, fresh: PortalLead) -> tuple[Lead, frozenset[str]]:
    """The lead after a read, and the fields that somebody else changed.

    While a field of ours is on its way, any value of its chain means that ours stands;
    any other means that somebody was faster, and theirs stands (Bitrix24 is the single truth).
    """
    fields = dict(fresh.fields)
    pending = dict(lead.pending)
    foreign = set()
    for name, value in fresh.fields.items():
        chain = pending.get(name)
        if chain is not None and value in chain:
            fields[name] = chain[-1]
            continue
        pending.pop(name, None)
        if value != lead.portal.fields.get(name, ""):
            foreign.add(name)
    portal = replace(fresh, fields={**lead.portal.fields, **fields})
    if STAGE in pending:
        portal = replace(portal, semantics=lead.portal.semantics)
    return replace(lead, portal=portal, pending=pending), frozenset(foreign)
