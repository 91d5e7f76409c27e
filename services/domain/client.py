"""Who the client of a lead is, as far as its data tell: phones, what to look them up by, what looks wrong."""

from services.domain import phones
from services.domain.contact_hints import read_contacts
from services.domain.correctness import Flaw, flaws
from services.domain.lead import COMPANY, Lead, PortalLead
from services.domain.regulation import Regulation
from services.domain.twins import Keys, TwinKind, keys_of


def lookup_keys(portal: PortalLead, rules: Regulation) -> Keys:
    """What to look the client up by: e-mails, and phones in every spelling, those that only the comment tells too."""
    written = (*portal.phones, *_told(portal, rules))
    return keys_of(written, portal.emails, rules.correctness.region)


def client_keys(portal: PortalLead, rules: Regulation) -> frozenset[str]:
    """What leads of one client share (LL-03): «+79990000001», «name@host» in small letters."""
    read = (phones.read(each, rules.correctness.region).number for each in (*portal.phones, *_told(portal, rules)))
    mails = {mail.strip().lower() for mail in portal.emails if "@" in mail}
    return frozenset(number for number in read if number.startswith("+")) | mails


def company_keys(lead: Lead) -> frozenset[str]:
    """What leads of one company share (LT-30): «company:501»."""
    twins = lead.twins or ()
    ids = {int(lead.portal.fields.get(COMPANY) or 0), *(twin.company for twin in twins)}
    ids |= {twin.id for twin in twins if twin.kind is TwinKind.COMPANY}
    return frozenset(f"company:{each}" for each in ids if each)


def flaws_of(portal: PortalLead, rules: Regulation) -> tuple[Flaw, ...]:
    """What looks wrong (NL-09)."""
    return flaws(portal.name, portal.phones or _told(portal, rules), rules.correctness)


def _told(portal: PortalLead, rules: Regulation) -> tuple[str, ...]:
    return read_contacts(portal.comments, rules.repair).phones
