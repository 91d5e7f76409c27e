"""Alarms that are open, and what the auditor looks at each minute"""

import sqlalchemy as sa
from alembic import op

from services.storage.columns import Json, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("args", Json(), nullable=False),
        sa.PrimaryKeyConstraint("cause", name=op.f("pk_alarms")),
    )
    new, refused = sa.text("phase = 'new'"), sa.text("state = 'refused'")
    op.create_index("ix_leads_new", "leads", ["id"], sqlite_where=new, postgresql_where=new)
    op.create_index("ix_outbox_refused", "outbox", ["settled_at"], sqlite_where=refused, postgresql_where=refused)


def downgrade() -> None:
    op.drop_index("ix_outbox_refused", table_name="outbox")
    op.drop_index("ix_leads_new", table_name="leads")
    op.drop_table("alarms")
