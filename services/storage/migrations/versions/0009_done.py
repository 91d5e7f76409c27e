"""Which actions were chosen on a lead"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leads", sa.Column("done", columns.Json, nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    op.drop_column("leads", "done")
