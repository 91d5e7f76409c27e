"""What the lead list knows of leads beside the leads themselves."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from services.storage.columns import BigId, Moment, Words
from services.storage.tables.metadata import metadata

# What the lead list knows of a lead beside the lead itself: made from it whenever its revision has grown.
listed = Table(
    "listed",
    metadata,
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("rules", String(8), nullable=False),  # stamp of the rules that told kind and channel
    Column("client", BigId, nullable=False),  # the first lead of the same client
    Column("known", Boolean, nullable=False),  # the client was in the portal before, beside our leads
    Column("kind", String(10), nullable=False),
    Column("direction", String(5), nullable=False),
    Column("channel", Words, nullable=False),
    Column("tag", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("stage", Words, nullable=False),
    Column("saved", Boolean, nullable=False),  # the client has a card, or the lead was won
    Column("object", Words, nullable=False, server_default=""),
    Column("junk", Boolean, nullable=False, server_default=text("false")),  # marked by hand
    Column("seconds", Integer),  # the longest call; None: no call is known
    Column("result", Words, nullable=False, server_default=""),  # the portal's code of that call
    Column("record", Words, nullable=False, server_default=""),
    Column("called_at", Moment),  # the first call to the client that the telephony knows
    Index("ix_listed_client", "client", "lead_id"),
    Index("ix_listed_rules", "rules"),
)

# Calls about leads that the portal's telephony knows; of no lead that was forgotten.
calls = Table(
    "calls",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),  # the portal's
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by_id", BigId, nullable=False),  # portal id of the employee; 0: nobody answered
    Column("outgoing", Boolean, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("result", Words, nullable=False),
    Column("record", Words, nullable=False),
    Index("ix_calls_lead_id_at", "lead_id", "at"),
)

# What a lead can be found by: phones in one form, e-mails.
lead_keys = Table(
    "lead_keys",
    metadata,
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("key", Words, primary_key=True),
    Index("ix_lead_keys_key", "key"),
)
