"""The register of consultations."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, text

from services.storage.columns import BigId, Json, Moment, Words
from services.storage.tables.metadata import metadata

# The company's register of consultations; link and source of a row are its lead's.
consultations = Table(
    "consultations",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("booked_at", Moment, nullable=False),
    Column("booked_by", BigId, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("until", Moment, nullable=False),
    Column("status", String(10), nullable=False),  # set, held, moved, spoiled, calls
    Column("with_id", BigId, nullable=False),  # whom the client meets: a user of the portal
    Column("with_name", Words, nullable=False),
    Column("note", Words, nullable=False, server_default=""),
    Column("taken_back", Boolean, nullable=False, server_default=text("false")),
    Column("choice_id", BigId, index=True),  # what made the row as it is, and what it was before: for an undo
    Column("before", Json, nullable=False),
    Index("ix_consultations_with_id_until", "with_id", "until"),
)

# Where in the portal a row of the register stands, and whether a request to put it there may be under way.
mirrored = Table(
    "mirrored",
    metadata,
    Column(
        "consultation_id", ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("place", String(100), primary_key=True),
    Column("number", BigId, nullable=False),  # of the list's element or the calendar's event; 0: none is known
    Column("at", Moment, nullable=False),  # when the meeting was, as the portal was told last
    Column("sent_at", Moment),
)
