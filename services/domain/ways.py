"""Where a client can be written to, as the lead and its comment tell (NL-14)."""

import re
from collections.abc import Mapping

from services.domain import phones
from services.domain.contact_hints import Contacts, read_contacts
from services.domain.lead import Lead
from services.domain.regulation import Regulation
from services.domain.templates import Way

# The page of a person there, whole; the group is the name. Only such a name is kept, never an address from outside.
_PAGES = {
    Way.TELEGRAM: r"(?:t|telegram)\.me/([A-Za-z]\w{3,31})",
    Way.VK: r"vk\.(?:com|ru|me)/([A-Za-z][\w.]{1,31})",
    Way.INSTAGRAM: r"instagram\.com/([A-Za-z0-9_.]{1,30})",
}
_NAMES = {way: re.compile(page.partition("/")[2], re.ASCII) for way, page in _PAGES.items()}
_PROFILES = {
    way: re.compile(rf"https?://(?:www\.|m\.)?{page}/?(?:\?.*)?", re.ASCII | re.IGNORECASE)
    for way, page in _PAGES.items()
}


def ways_to_write(lead: Lead, rules: Regulation) -> Mapping[Way, str]:
    """The client's name in each network that is known, for WhatsApp the number as digits: «79990000001»; the e-mail.

    Without those of which somebody said that the client is not there.
    """
    portal, lacking = lead.portal, {way for code in lead.done if (done := rules.action(code)) for way in done.lacks}
    contacts = read_contacts(portal.comments, rules.repair)
    found = {
        Way.WHATSAPP: _number((*portal.phones, *contacts.phones), rules.correctness.region),
        Way.TELEGRAM: _name(Way.TELEGRAM, contacts.telegram, contacts),
        Way.VK: _name(Way.VK, contacts.domain, contacts),
        Way.INSTAGRAM: _name(Way.INSTAGRAM, contacts.instagram, contacts),
        Way.EMAIL: portal.email,
    }
    return {way: name for way, name in found.items() if name and way not in lacking}


def _number(written: tuple[str, ...], region: str) -> str:
    numbers = (phones.read(each, region).number for each in written)
    return next((number[1:] for number in numbers if number.startswith("+")), "")


def _name(way: Way, told: str, contacts: Contacts) -> str:
    """As a field of the comment tells it, else as the link to the profile does."""
    if _NAMES[way].fullmatch(told):
        return told
    profile = _PROFILES[way].fullmatch(contacts.profile)
    return profile[1] if profile else ""
