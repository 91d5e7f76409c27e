"""Every table. Times are aware UTC; JSON columns hold small values that are read and written whole."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from services.storage.columns import BigId, Json, Moment, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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

# Messages of ours that stand in chats and are redrawn when their lead changes.
messages = Table(
    "messages",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(12), nullable=False),  # card, reminder, escalation, ticket, suggestion, consultation
    Column("chat_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    Column("facts", Json, nullable=False),  # what the message was sent to say: rung, reason, ticket
    Column("view", String(64), nullable=False, server_default=""),  # what it shows instead of its buttons
    Column("live", Boolean, nullable=False),
    Column("sent_at", Moment, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_messages_lead_id_live", "lead_id", "live"),
)

# Messages that list several leads: what each of them was sent to say. The message itself stands with the first lead.
bundled = Table(
    "bundled",
    metadata,
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # in the list
    Column("lead_id", ForeignKey("leads.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("facts", Json, nullable=False),
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

# Conversations that are open: one question to a person in a chat at a time.
questions = Table(
    "questions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("staff_id", BigId, nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("lead_id", BigId),
    Column("form", String(30), nullable=False),
    Column("state", Json, nullable=False),
    Column("message_id", BigId),  # where the question stands; a tap draws the next one there
    Column("asked_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Index("ix_questions_chat_id_staff_id", "chat_id", "staff_id"),
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
