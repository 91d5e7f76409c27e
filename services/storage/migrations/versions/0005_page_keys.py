"""Keys to the pages"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_keys",
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("expires_at", columns.Moment, nullable=False),
        sa.Column("used_at", columns.Moment),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_page_keys_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key_hash", name="pk_page_keys"),
    )


def downgrade() -> None:
    op.drop_table("page_keys")
