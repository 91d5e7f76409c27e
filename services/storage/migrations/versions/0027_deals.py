"""Deals that wait to be taken"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deals",
        sa.Column("id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("title", columns.Words, nullable=False),
        sa.Column("manager_id", columns.BigId, nullable=False),
        sa.Column("stage", columns.Words, nullable=False),
        sa.Column("moved_at", columns.Moment(), nullable=False),
        sa.Column("updated_at", columns.Moment(), nullable=False),
        sa.Column("ended_at", columns.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deals"),
    )
    op.create_index("ix_deals_ended_at", "deals", ["ended_at"])
    op.create_table(
        "deal_inbox",
        sa.Column("deal_id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_at", columns.Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("deal_id", name="pk_deal_inbox"),
    )
    unread = sa.text("wanted > done")
    op.create_index("ix_deal_inbox_unread", "deal_inbox", ["next_at"], sqlite_where=unread, postgresql_where=unread)
    op.create_table(
        "handings",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("deal_id", columns.BigId, nullable=False),
        sa.Column("manager_id", columns.BigId, nullable=False),
        sa.Column("given_at", columns.Moment(), nullable=False),
        sa.Column("due_at", columns.Moment(), nullable=False),
        sa.Column("late_at", columns.Moment(), nullable=True),
        sa.Column("ended", sa.String(length=10), nullable=False, server_default=""),
        sa.Column("ended_at", columns.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name="fk_handings_deal_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_handings"),
    )
    for column in ("deal_id", "given_at"):
        op.create_index(f"ix_handings_{column}", "handings", [column])
    waits = sa.text("ended = '' AND late_at IS NULL")
    op.create_index("ix_handings_due", "handings", ["due_at"], sqlite_where=waits, postgresql_where=waits)
    one = sa.text("ended = ''")
    op.create_index("uq_handings_waits", "handings", ["deal_id"], unique=True, sqlite_where=one, postgresql_where=one)
    op.create_table(
        "deal_messages",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("handing_id", columns.BigId, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("chat_id", columns.BigId, nullable=False),
        sa.Column("message_id", columns.BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["handing_id"], ["handings.id"], name="fk_deal_messages_handing_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deal_messages"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_deal_messages_chat_id_message_id"),
    )
    op.create_index("ix_deal_messages_handing_id", "deal_messages", ["handing_id"])


def downgrade() -> None:
    for table in ("deal_messages", "handings", "deal_inbox", "deals"):
        op.drop_table(table)
