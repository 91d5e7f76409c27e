"""Small things to be remembered."""

from sqlalchemy import Column, Integer, String, Table

from services.storage.columns import BigId, Json, Moment, Words
from services.storage.tables.metadata import metadata

# The portal's dictionaries as last read, so that a restart needs no portal.
terms = Table(
    "terms",
    metadata,
    Column("entity", String(20), primary_key=True),
    Column("code", Words, primary_key=True),
    Column("id", BigId, nullable=False),
    Column("name", Words, nullable=False),
    Column("sort", Integer, nullable=False),
    Column("semantics", String(1), nullable=False),
)

# Small facts with a name: how far the sweep came, where a group has moved, when we were last alive.
marks = Table(
    "marks",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Words, nullable=False),
)

# What the administrators were told of and is not cured yet.
alarms = Table(
    "alarms",
    metadata,
    Column("cause", String(40), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("args", Json, nullable=False),
)
