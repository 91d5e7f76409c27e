"""Who works with the assistant, when they are away, and what lets them in."""

from sqlalchemy import Boolean, Column, ForeignKey, String, Table, text

from services.storage.columns import BigId, Json, Moment, Words
from services.storage.tables.metadata import metadata

staff = Table(
    "staff",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", Words, nullable=False, server_default=""),
    Column("bitrix_id", BigId, unique=True),
    Column("telegram_id", BigId, unique=True),
    Column("roles", Json, nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("blocked", Boolean, nullable=False, server_default=text("false")),
    Column("absent", Boolean, nullable=False, server_default=text("false")),
    Column("turn_at", Moment),  # the last turn of a sales manager in the queue
    Column("workday", String(10), nullable=False, server_default=""),  # in the portal, as last seen; "": never asked
    sqlite_autoincrement=True,  # the id of somebody who was removed is never given to somebody else
)

# When somebody is away for a while: a pause, a vacation, an illness.
absences = Table(
    "absences",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),  # pause, vacation, sick
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("cover_id", ForeignKey("staff.id", ondelete="SET NULL")),  # who agreed to stand in
    sqlite_autoincrement=True,
)

# Who stands in for others on a day of the company's calendar.
duty = Table(
    "duty",
    metadata,
    Column("day", String(10), primary_key=True),  # 2026-03-02
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("set_by", BigId, nullable=False),
)

# Single-use start links; only a hash of the code is kept.
invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("invited_by", BigId),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

# What opens the pages, once each: links to a browser, and what Telegram signed. Only hashes are kept.
page_keys = Table(
    "page_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

# How somebody likes to look at the list; the one without a name is the last.
list_views = Table(
    "list_views",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("query", Words, nullable=False),
    Column("chosen", Json, nullable=False),  # columns, in order
    Column("compact", Boolean, nullable=False, server_default=text("false")),
)
