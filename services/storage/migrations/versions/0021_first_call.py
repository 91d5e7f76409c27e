"""When a client was called first, by the portal's telephony"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listed", sa.Column("called_at", columns.Moment()))


def downgrade() -> None:
    op.drop_column("listed", "called_at")
