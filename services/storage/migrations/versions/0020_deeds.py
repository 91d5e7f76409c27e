"""What somebody did"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    people = sa.text("staff_id IS NOT NULL")
    op.create_index(
        "ix_history_staff_id_id", "history", ["staff_id", "id"], sqlite_where=people, postgresql_where=people
    )


def downgrade() -> None:
    op.drop_index("ix_history_staff_id_id", "history")
