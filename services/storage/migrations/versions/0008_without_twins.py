"""Leads whose twins are still to be found"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WAITING = sa.text("twins IS NULL AND phase IN ('new', 'taken')")


def upgrade() -> None:
    op.create_index("ix_leads_without_twins", "leads", ["id"], sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    op.drop_index("ix_leads_without_twins", table_name="leads")
