"""The source that a person named"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leads", sa.Column("source_said", columns.Words, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("leads", "source_said")
