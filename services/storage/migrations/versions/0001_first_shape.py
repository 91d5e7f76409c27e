"""First shape"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=True),
        sa.Column("who", columns.Words(), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("data", columns.Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index("ix_history_lead_id_id", ["lead_id", "id"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("lead_id", columns.BigId, autoincrement=False, nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("heard_at", columns.Moment(), nullable=False),
        sa.Column("next_at", columns.Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_unread",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("wanted > done"),
            postgresql_where=sa.text("wanted > done"),
        )

    op.create_table(
        "leads",
        sa.Column("id", columns.BigId, autoincrement=False, nullable=False),
        sa.Column("title", columns.Words(), nullable=False),
        sa.Column("name", columns.Words(), nullable=False),
        sa.Column("phones", columns.Json(), nullable=False),
        sa.Column("emails", columns.Json(), nullable=False),
        sa.Column("comments", columns.Words(), nullable=False),
        sa.Column("semantics", sa.String(length=1), nullable=False),
        sa.Column("fields", columns.Json(), nullable=False),
        sa.Column("manager_id", columns.BigId, nullable=False),
        sa.Column("created_at", columns.Moment(), nullable=False),
        sa.Column("updated_at", columns.Moment(), nullable=False),
        sa.Column("moved_at", columns.Moment(), nullable=False),
        sa.Column("entered_at", columns.Moment(), nullable=False),
        sa.Column("edition", sa.String(length=100), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("taken_by", columns.BigId, nullable=True),
        sa.Column("taken_at", columns.Moment(), nullable=True),
        sa.Column("pending", columns.Json(), nullable=False),
        sa.Column("settled_at", columns.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("received_at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
    )
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_index("ix_leads_manager_id_phase", ["manager_id", "phase"], unique=False)

    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", columns.Words(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("lane", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=True),
        sa.Column("payload", columns.Json(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("maybe_done", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("next_at", columns.Moment(), nullable=False),
        sa.Column("created_at", columns.Moment(), nullable=False),
        sa.Column("settled_at", columns.Moment(), nullable=True),
        sa.Column("error", columns.Words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_lane",
            ["lane", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'leased')"),
            postgresql_where=sa.text("state IN ('waiting', 'leased')"),
        )
        batch_op.create_index("ix_outbox_lead_id", ["lead_id"], unique=False)
        batch_op.create_index(
            "ix_outbox_open",
            ["channel", "priority", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'leased')"),
            postgresql_where=sa.text("state IN ('waiting', 'leased')"),
        )

    op.create_table(
        "staff",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("name", columns.Words(), server_default="", nullable=False),
        sa.Column("bitrix_id", columns.BigId, nullable=True),
        sa.Column("telegram_id", columns.BigId, nullable=True),
        sa.Column("roles", columns.Json(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("blocked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("bitrix_id", name=op.f("uq_staff_bitrix_id")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_staff_telegram_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "terms",
        sa.Column("entity", sa.String(length=20), nullable=False),
        sa.Column("code", columns.Words(), nullable=False),
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("name", columns.Words(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("semantics", sa.String(length=1), nullable=False),
        sa.PrimaryKeyConstraint("entity", "code", name=op.f("pk_terms")),
    )
    op.create_table(
        "updates",
        sa.Column("update_id", columns.BigId, autoincrement=False, nullable=False),
        sa.Column("lane", columns.BigId, nullable=False),
        sa.Column("body", columns.Json(), nullable=False),
        sa.Column("received_at", columns.Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_updates")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(
            "ix_updates_waiting",
            ["update_id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "workers",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("seen_at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    op.create_table(
        "choices",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("undo_until", columns.Moment(), nullable=False),
        sa.Column("before", columns.Json(), nullable=False),
        sa.Column("changes", columns.Json(), nullable=False),
        sa.Column("undone_at", columns.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_choices_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choices")),
    )
    with op.batch_alter_table("choices", schema=None) as batch_op:
        batch_op.create_index("ix_choices_lead_id_version", ["lead_id", "version"], unique=False)

    op.create_table(
        "deadlines",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("clock", sa.String(length=40), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("due_at", columns.Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("dropped_by", columns.BigId, nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_deadlines_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deadlines_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index("ix_deadlines_lead_id_clock", ["lead_id", "clock"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("invited_by", columns.BigId, nullable=True),
        sa.Column("expires_at", columns.Moment(), nullable=False),
        sa.Column("used_at", columns.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_invitations_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invitations")),
    )
    op.create_table(
        "messages",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("chat_id", columns.BigId, nullable=False),
        sa.Column("message_id", columns.BigId, nullable=False),
        sa.Column("facts", columns.Json(), nullable=False),
        sa.Column("view", sa.String(length=64), server_default="", nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("sent_at", columns.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_messages_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("chat_id", "message_id", name=op.f("uq_messages_chat_id_message_id")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_lead_id_live", ["lead_id", "live"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("asked_by", columns.BigId, nullable=False),
        sa.Column("asked_at", columns.Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answered_by", columns.BigId, nullable=True),
        sa.Column("answered_at", columns.Moment(), nullable=True),
        sa.Column("source", columns.Words(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_tickets_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index("ix_tickets_lead_id_state", ["lead_id", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_lead_id_state")

    op.drop_table("tickets")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_lead_id_live")

    op.drop_table("messages")
    op.drop_table("invitations")
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_index("ix_deadlines_lead_id_clock")
        batch_op.drop_index(
            "ix_deadlines_due", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )

    op.drop_table("deadlines")
    with op.batch_alter_table("choices", schema=None) as batch_op:
        batch_op.drop_index("ix_choices_lead_id_version")

    op.drop_table("choices")
    op.drop_table("workers")
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_updates_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.drop_table("updates")
    op.drop_table("terms")
    op.drop_table("staff")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_open",
            sqlite_where=sa.text("state IN ('waiting', 'leased')"),
            postgresql_where=sa.text("state IN ('waiting', 'leased')"),
        )
        batch_op.drop_index("ix_outbox_lead_id")
        batch_op.drop_index(
            "ix_outbox_lane",
            sqlite_where=sa.text("state IN ('waiting', 'leased')"),
            postgresql_where=sa.text("state IN ('waiting', 'leased')"),
        )

    op.drop_table("outbox")
    op.drop_table("marks")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_index("ix_leads_manager_id_phase")

    op.drop_table("leads")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_unread", sqlite_where=sa.text("wanted > done"), postgresql_where=sa.text("wanted > done")
        )

    op.drop_table("inbox")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index("ix_history_lead_id_id")

    op.drop_table("history")
