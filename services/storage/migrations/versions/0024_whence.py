"""Where people did what they did"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("history", sa.Column("whence", sa.String(length=8), nullable=False, server_default=""))
    op.execute(
        "UPDATE history SET whence = 'portal' WHERE staff_id IS NULL"
        " AND kind IN ('handled_in_portal', 'closed_in_portal', 'reassigned', 'back_to_new')"
    )


def downgrade() -> None:
    op.drop_column("history", "whence")
