"""Leads, what falls due for them, what people chose and what happened."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from services.storage.columns import BigId, Json, Moment, Words
from services.storage.tables.metadata import metadata

leads = Table(
    "leads",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),  # the portal's id
    Column("title", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("phones", Json, nullable=False),
    Column("emails", Json, nullable=False),
    Column("comments", Words, nullable=False),
    Column("semantics", String(1), nullable=False),
    Column("fields", Json, nullable=False),
    Column("manager_id", BigId, nullable=False),  # of `fields`, for looking leads up
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("edition", String(100), nullable=False),
    Column("digest", String(16), nullable=False, server_default=""),  # of `editions`: whose rules hold for it
    Column("phase", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("taken_by", BigId),
    Column("taken_at", Moment),
    Column("pending", Json, nullable=False),
    Column("settled_at", Moment),
    Column("twins", Json),  # None: not known yet
    Column("source_said", Words, nullable=False, server_default=""),  # the source that a person named
    Column("done", Json, nullable=False, server_default=text("'[]'")),  # codes of actions chosen since it was new
    Column("reached", Boolean, nullable=False, server_default=text("false")),
    Column("funnel", String(20), nullable=False, server_default=""),  # the event it came from
    Column("by_hand", Boolean, nullable=False, server_default=text("false")),  # a manager added it in the chat
    Column("revision", Integer, nullable=False),  # grows with every save: what a card shows may be older
    Column("received_at", Moment, nullable=False),
    Column("unlisted", Boolean, nullable=False, server_default=text("true")),  # changed since the list read it
    Index("ix_leads_manager_id_phase", "manager_id", "phase"),
    Index("ix_leads_created_at", "created_at"),
    Index("ix_leads_entered_at", "entered_at", "id"),
)
Index(
    "ix_leads_without_twins",
    leads.c.id,
    sqlite_where=text("twins IS NULL AND phase IN ('new', 'taken')"),
    postgresql_where=text("twins IS NULL AND phase IN ('new', 'taken')"),
)
Index("ix_leads_unlisted", leads.c.id, sqlite_where=text("unlisted = 1"), postgresql_where=text("unlisted"))
Index(
    "ix_leads_open_digest",
    leads.c.digest,
    sqlite_where=text("phase IN ('new', 'taken')"),
    postgresql_where=text("phase IN ('new', 'taken')"),
)
Index("ix_leads_new", leads.c.id, sqlite_where=text("phase = 'new'"), postgresql_where=text("phase = 'new'"))

# What has a time: a rung of a clock of a lead.
deadlines = Table(
    "deadlines",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("clock", String(40), nullable=False),
    Column("rung", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, fired, dropped, skipped
    Column("dropped_by", BigId),  # the choice that stopped it: an undo brings it back
    Index("ix_deadlines_lead_id_clock", "lead_id", "clock"),
)
Index(
    "ix_deadlines_due",
    deadlines.c.due_at,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)

# Leads that came while nobody worked: they wait until then, or (no time) until somebody is at work.
held = Table(
    "held",
    metadata,
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("until", Moment, index=True),
)

# What people chose, and what stood there before.
choices = Table(
    "choices",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("staff_id", BigId, nullable=False),
    Column("action", String(20), nullable=False),
    Column("version", Integer, nullable=False),  # the lead's version the choice was made on
    Column("at", Moment, nullable=False),
    Column("undo_until", Moment, nullable=False),
    Column("before", Json, nullable=False),
    Column("changes", Json, nullable=False),
    Column("undone_at", Moment),
    Index("ix_choices_lead_id_version", "lead_id", "version"),
    Index("ix_choices_at", "at", "id"),
)

# What happened to a lead, for cards, timelines and the audit.
history = Table(
    "history",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("lead_id", BigId, nullable=False),
    Column("at", Moment, nullable=False),
    Column("staff_id", BigId),  # None: the portal or the clock
    Column("who", Words, nullable=False, server_default=""),  # the name, should the person be removed
    Column("kind", String(30), nullable=False),
    Column("data", Json, nullable=False),
    Column("whence", String(8), nullable=False, server_default=""),  # chat, page, portal, console; "": the clock
    Index("ix_history_lead_id_id", "lead_id", "id"),
)
Index(
    "ix_history_staff_id_id",
    history.c.staff_id,
    history.c.id,
    sqlite_where=text("staff_id IS NOT NULL"),
    postgresql_where=text("staff_id IS NOT NULL"),
)

# Leads that managers add in the chat; the portal has them once `lead_id` is set.
manual_leads = Table(
    "manual_leads",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("question_id", BigId, nullable=False),  # its message stands where the conversation ended
    Column("staff_id", BigId, nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, doubled, sure, created, cancelled, refused
    Column("told", Json, nullable=False),  # what the manager told; pictures by their Telegram ids
    Column("twins", Json, nullable=False),  # who has the phone already: kind, id, name
    Column("origin", String(40), nullable=False),  # the mark by which the portal's lead is found again
    Column("sent_at", Moment),  # when the request that may be on its way was sent
    Column("lead_id", BigId),
    Column("reason", Words, nullable=False, server_default=""),  # why the portal refused
    Column("created_at", Moment, nullable=False),
    Index("ix_manual_leads_lead_id", "lead_id"),
)

# What leads become: a conversion of a lead, and what it has created so far.
conversions = Table(
    "conversions",
    metadata,
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("staff_id", BigId, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, done, refused
    Column("told", Json, nullable=False),  # variant, title, creates, client, phone_to
    Column("mark", String(40), nullable=False),  # by which what it creates is found again
    Column("made", Json, nullable=False),  # ids by part
    Column("sent_at", Moment),  # when the request that may be on its way was sent
    Column("created_at", Moment, nullable=False),
)
