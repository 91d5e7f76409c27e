"""Leads added in the chat"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "manual_leads",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("question_id", columns.BigId, nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("chat_id", columns.BigId, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("told", columns.Json, nullable=False),
        sa.Column("twins", columns.Json, nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("sent_at", columns.Moment(), nullable=True),
        sa.Column("lead_id", columns.BigId, nullable=True),
        sa.Column("reason", columns.Words, nullable=False, server_default=""),
        sa.Column("created_at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_leads")),
    )
    op.create_index("ix_manual_leads_lead_id", "manual_leads", ["lead_id"])
    op.add_column("leads", sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.text("false")))


def downgrade() -> None:
    op.drop_column("leads", "by_hand")
    op.drop_index("ix_manual_leads_lead_id", table_name="manual_leads")
    op.drop_table("manual_leads")
