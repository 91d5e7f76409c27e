"""Messages of ours that stand in chats, and what people are being asked there."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from services.storage.columns import BigId, Json, Moment
from services.storage.tables.metadata import metadata

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
