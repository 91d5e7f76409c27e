"""Rows of the register as they stand in the portal"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mirrored",
        sa.Column("consultation_id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("number", columns.BigId, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("sent_at", columns.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name="fk_mirrored_consultation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("consultation_id", "place", name="pk_mirrored"),
    )


def downgrade() -> None:
    op.drop_table("mirrored")
