"""Which process works for which service"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seats",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("worker", sa.String(40), nullable=False),
        sa.Column("until", columns.Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_seats"),
    )


def downgrade() -> None:
    op.drop_table("seats")
