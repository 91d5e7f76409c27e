"""What is to be done, and by which process."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, text

from services.storage.columns import BigId, Json, Moment, Words
from services.storage.tables.metadata import metadata

# Leads to be read from the portal: one row a lead, however often it is mentioned.
inbox = Table(
    "inbox",
    metadata,
    Column("lead_id", BigId, primary_key=True, autoincrement=False),
    Column("wanted", Integer, nullable=False),  # mentions heard of
    Column("done", Integer, nullable=False, server_default="0"),  # mentions read after
    Column("heard_at", Moment, nullable=False),  # when the oldest unread mention arrived
    Column("next_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
)
Index("ix_inbox_unread", inbox.c.next_at, sqlite_where=text("wanted > done"), postgresql_where=text("wanted > done"))

# Everything that goes out, to both services.
outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", String(10), nullable=False),  # telegram, bitrix24, creation, mirror, bell
    Column("lane", String(60), nullable=False),  # entries of a lane go out one after another
    Column("kind", String(20), nullable=False),
    Column("lead_id", BigId),
    Column("payload", Json, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, leased, done, refused, dropped
    Column("worker", String(40)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("maybe_done", Boolean, nullable=False, server_default=text("false")),  # an answer was lost
    Column("next_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("error", Words),
)
Index(
    "ix_outbox_open",
    outbox.c.channel,
    outbox.c.priority,
    outbox.c.id,
    sqlite_where=text("state IN ('waiting', 'leased')"),
    postgresql_where=text("state IN ('waiting', 'leased')"),
)
Index(
    "ix_outbox_lane",
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=text("state IN ('waiting', 'leased')"),
    postgresql_where=text("state IN ('waiting', 'leased')"),
)
Index("ix_outbox_lead_id", outbox.c.lead_id)
Index(
    "ix_outbox_refused",
    outbox.c.settled_at,
    sqlite_where=text("state = 'refused'"),
    postgresql_where=text("state = 'refused'"),
)

# Telegram updates, kept before they are confirmed.
updates = Table(
    "updates",
    metadata,
    Column("update_id", BigId, primary_key=True, autoincrement=False),
    Column("lane", BigId, nullable=False),  # updates of one person are worked off in order
    Column("body", Json, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, done, failed
    Column("worker", String(40)),
    Column("attempts", Integer, nullable=False, server_default="0"),
)
Index(
    "ix_updates_waiting",
    updates.c.update_id,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)

# Processes that are alive; what a silent one had leased is taken over.
workers = Table(
    "workers",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("seen_at", Moment, nullable=False),
)

# Which process works for which service; a seat is free when its time is over.
seats = Table(
    "seats",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("worker", String(40), nullable=False),
    Column("until", Moment, nullable=False),
)
