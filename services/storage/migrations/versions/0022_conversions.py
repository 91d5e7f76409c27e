"""What leads become"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversions",
        sa.Column("lead_id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("told", columns.Json, nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("made", columns.Json, nullable=False),
        sa.Column("sent_at", columns.Moment(), nullable=True),
        sa.Column("created_at", columns.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_conversions_lead_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", name="pk_conversions"),
    )


def downgrade() -> None:
    op.drop_table("conversions")
