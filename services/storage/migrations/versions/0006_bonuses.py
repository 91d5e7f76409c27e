"""Bonus claims, and the queue of sales managers"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("absent", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("staff", sa.Column("turn_at", columns.Moment(), nullable=True))
    op.create_table(
        "bonuses",
        sa.Column("lead_id", columns.BigId, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("referrer", columns.Words(), server_default="", nullable=False),
        sa.Column("referrer_kind", sa.String(length=10), server_default="", nullable=False),
        sa.Column("referrer_id", columns.BigId, server_default="0", nullable=False),
        sa.Column("manager_id", columns.BigId, server_default="0", nullable=False),
        sa.Column("claimed_by", columns.BigId, nullable=False),
        sa.Column("claimed_at", columns.Moment(), nullable=False),
        sa.Column("checked_by", columns.BigId, nullable=True),
        sa.Column("checked_at", columns.Moment(), nullable=True),
        sa.Column("paid_by", columns.BigId, nullable=True),
        sa.Column("paid_at", columns.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_bonuses_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_bonuses")),
    )
    op.create_index("ix_bonuses_state_claimed_at", "bonuses", ["state", "claimed_at"])


def downgrade() -> None:
    op.drop_index("ix_bonuses_state_claimed_at", table_name="bonuses")
    op.drop_table("bonuses")
    op.drop_column("staff", "turn_at")
    op.drop_column("staff", "absent")
