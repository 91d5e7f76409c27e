"""The event that a lead came from"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leads", sa.Column("funnel", sa.String(length=20), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("leads", "funnel")
