"""Calls of the portal's telephony, each"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("by_id", columns.BigId, nullable=False),
        sa.Column("outgoing", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_calls_lead_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_lead_id_at", "calls", ["lead_id", "at"])


def downgrade() -> None:
    op.drop_table("calls")
