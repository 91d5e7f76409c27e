"""Editions of the regulation, and what editors have changed in it."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, text

from services.storage.columns import BigId, Json, Moment, Words
from services.storage.tables.metadata import metadata

# Every edition of the regulation by which open leads may still go: its whole text, once.
editions = Table(
    "editions",
    metadata,
    Column("digest", String(16), primary_key=True),
    Column("text", Words, nullable=False),
    Column("seen_at", Moment, nullable=False),  # when a process last had it in force
)

# A new edition came into force: what people were told of it, and who has taken note.
edition_news = Table(
    "edition_news",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("told", Json, nullable=False),  # words of the message
    Column("at", Moment, nullable=False),
)

edition_readers = Table(
    "edition_readers",
    metadata,
    Column("news_id", ForeignKey("edition_news.id", ondelete="CASCADE"), primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("read_at", Moment),
)

# What editors have changed in the regulation, and what waits for their word.
amendments = Table(
    "amendments",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(10), nullable=False),  # alias, origin, unlisted
    Column("said", Words, nullable=False),
    Column("mark", Words, nullable=False),  # what it is known by
    Column("source", Words, nullable=False),  # a code; "" while there is none
    Column("instead_of", Words, nullable=False),
    Column("line", Words, nullable=False),
    Column("lead_id", BigId),  # the first that brought it up
    Column("state", String(10), nullable=False),  # suggested, in_force, settled, rejected, withdrawn
    Column("suggested_by", BigId, nullable=False),
    Column("suggested_at", Moment, nullable=False),
    Column("decided_by", BigId),
    Column("decided_at", Moment),
    Column("withdrawn_by", BigId),
    Column("withdrawn_at", Moment),
)

# Of the same words one amendment of a kind holds, and one waits.
Index(
    "uq_amendments_held",
    amendments.c.kind,
    amendments.c.mark,
    amendments.c.state,
    unique=True,
    sqlite_where=text("state IN ('suggested', 'in_force')"),
    postgresql_where=text("state IN ('suggested', 'in_force')"),
)
