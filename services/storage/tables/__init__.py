"""Every table. Times are aware UTC; JSON columns hold small values that are read and written whole."""

from services.storage.tables.deals import deal_inbox, deal_messages, deals, handings
from services.storage.tables.facts import alarms, marks, terms
from services.storage.tables.leads import choices, conversions, deadlines, held, history, leads, manual_leads
from services.storage.tables.listing import calls, lead_keys, listed
from services.storage.tables.messages import bundled, messages, questions
from services.storage.tables.metadata import metadata
from services.storage.tables.people import absences, duty, invitations, list_views, page_keys, staff
from services.storage.tables.register import consultations, mirrored
from services.storage.tables.rules import amendments, edition_news, edition_readers, editions
from services.storage.tables.sources import bonuses, tickets
from services.storage.tables.work import inbox, outbox, seats, updates, workers

__all__ = [
    "absences",
    "alarms",
    "amendments",
    "bonuses",
    "bundled",
    "calls",
    "choices",
    "consultations",
    "conversions",
    "deadlines",
    "deal_inbox",
    "deal_messages",
    "deals",
    "duty",
    "edition_news",
    "edition_readers",
    "editions",
    "handings",
    "held",
    "history",
    "inbox",
    "invitations",
    "lead_keys",
    "leads",
    "list_views",
    "listed",
    "manual_leads",
    "marks",
    "messages",
    "metadata",
    "mirrored",
    "outbox",
    "page_keys",
    "questions",
    "seats",
    "staff",
    "terms",
    "tickets",
    "updates",
    "workers",
]
