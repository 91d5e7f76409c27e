"""Messages that list several leads"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bundled",
        sa.Column("message_id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("facts", columns.Json, nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_bundled_message_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_bundled_lead_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", "place", name="pk_bundled"),
    )
    op.create_index("ix_bundled_lead_id", "bundled", ["lead_id"])


def downgrade() -> None:
    op.drop_table("bundled")
