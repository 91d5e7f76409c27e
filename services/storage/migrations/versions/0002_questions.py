"""Conversations"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("chat_id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=True),
        sa.Column("form", sa.String(length=30), nullable=False),
        sa.Column("state", columns.Json, nullable=False),
        sa.Column("message_id", columns.BigId, nullable=True),
        sa.Column("asked_at", columns.Moment(), nullable=False),
        sa.Column("closed_at", columns.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_chat_id_staff_id", "questions", ["chat_id", "staff_id"])


def downgrade() -> None:
    op.drop_index("ix_questions_chat_id_staff_id", table_name="questions")
    op.drop_table("questions")
