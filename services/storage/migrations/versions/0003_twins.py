"""Twins of a lead"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leads", sa.Column("twins", columns.Json, nullable=True))


def downgrade() -> None:
    op.drop_column("leads", "twins")
