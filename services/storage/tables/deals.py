"""Deals that are handed to somebody."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from services.storage.columns import BigId, Moment, Words
from services.storage.tables.metadata import metadata

# Deals as they were when they were last read.
deals = Table(
    "deals",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),  # the portal's id
    Column("title", Words, nullable=False),
    Column("manager_id", BigId, nullable=False),
    Column("stage", Words, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("ended_at", Moment, index=True),  # closed, or deleted
)

# Deals to be read from the portal, as `inbox` has leads.
deal_inbox = Table(
    "deal_inbox",
    metadata,
    Column("deal_id", BigId, primary_key=True, autoincrement=False),
    Column("wanted", Integer, nullable=False),  # mentions heard of
    Column("done", Integer, nullable=False, server_default="0"),  # mentions read after
    Column("next_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
)
Index(
    "ix_deal_inbox_unread",
    deal_inbox.c.next_at,
    sqlite_where=text("wanted > done"),
    postgresql_where=text("wanted > done"),
)

# A deal was handed to somebody, who has a time to take it.
handings = Table(
    "handings",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("deal_id", ForeignKey("deals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("manager_id", BigId, nullable=False),
    Column("given_at", Moment, nullable=False, index=True),
    Column("due_at", Moment, nullable=False),
    Column("late_at", Moment),  # when its time was over, and who hears of it was told
    Column("ended", String(10), nullable=False, server_default=""),  # taken, given (to somebody else), closed, gone
    Column("ended_at", Moment),
)
Index(
    "ix_handings_due",
    handings.c.due_at,
    sqlite_where=text("ended = '' AND late_at IS NULL"),
    postgresql_where=text("ended = '' AND late_at IS NULL"),
)

# Of each deal one at a time waits.
Index(
    "uq_handings_waits",
    handings.c.deal_id,
    unique=True,
    sqlite_where=text("ended = ''"),
    postgresql_where=text("ended = ''"),
)

# Where messages about a handing stand, and what they show.
deal_messages = Table(
    "deal_messages",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("handing_id", ForeignKey("handings.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", String(12), nullable=False),  # card, late
    Column("chat_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
)
