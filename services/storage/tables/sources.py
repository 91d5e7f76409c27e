"""Where clients came from: what is asked, and what is owed for it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, text

from services.storage.columns import BigId, Moment, Words
from services.storage.tables.metadata import metadata

tickets = Table(
    "tickets",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("asked_by", BigId, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),  # open, answered, passed (to the editors), withdrawn
    Column("origin", Words, nullable=False, server_default=""),  # the mark of what its comment names
    Column("line", Words, nullable=False, server_default=""),  # of the comment, where that stands
    Column("joined", BigId),  # the ticket that asks for this one too
    Column("locked_by", BigId),
    Column("locked_until", Moment),
    Column("said", Words, nullable=False, server_default=""),  # a source that the portal lacks
    Column("answered_by", BigId),
    Column("answered_at", Moment),
    Column("source", Words),
    Index("ix_tickets_lead_id_state", "lead_id", "state"),
)

# Of each origin one ticket at a time asks.
Index(
    "uq_tickets_origin",
    tickets.c.origin,
    unique=True,
    sqlite_where=text("state = 'open' AND joined IS NULL AND origin <> ''"),
    postgresql_where=text("state = 'open' AND joined IS NULL AND origin <> ''"),
)

# What the company owes those who recommended it: one claim a lead.
bonuses = Table(
    "bonuses",
    metadata,
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("state", String(10), nullable=False),  # waiting, checked, paid, withdrawn
    Column("amount", Integer, nullable=False),  # whole units of the currency
    Column("currency", String(3), nullable=False),
    Column("referrer", Words, nullable=False, server_default=""),  # the name; "": not named yet
    Column("referrer_kind", String(10), nullable=False, server_default=""),  # contact, company; "": as it was said
    Column("referrer_id", BigId, nullable=False, server_default="0"),
    Column("manager_id", BigId, nullable=False, server_default="0"),  # portal id of who made the client's contract
    Column("claimed_by", BigId, nullable=False),
    Column("claimed_at", Moment, nullable=False),
    Column("checked_by", BigId),
    Column("checked_at", Moment),
    Column("paid_by", BigId),
    Column("paid_at", Moment),
    Index("ix_bonuses_state_claimed_at", "state", "claimed_at"),
)
