"""Working days in the portal"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("workday", sa.String(length=10), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("staff", "workday")
