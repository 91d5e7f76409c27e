"""Leads that the list has still to read"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SQLITE, POSTGRESQL = sa.text("unlisted = 1"), sa.text("unlisted")
READ = """
UPDATE leads SET unlisted = false
WHERE EXISTS (SELECT 1 FROM listed WHERE listed.lead_id = leads.id AND listed.revision = leads.revision)
"""


def upgrade() -> None:
    op.add_column("leads", sa.Column("unlisted", sa.Boolean(), nullable=False, server_default=sa.text("true")))
    op.execute(sa.text(READ))
    op.create_index("ix_leads_unlisted", "leads", ["id"], sqlite_where=SQLITE, postgresql_where=POSTGRESQL)
    op.create_index("ix_listed_rules", "listed", ["rules"])


def downgrade() -> None:
    op.drop_index("ix_listed_rules", table_name="listed")
    op.drop_index("ix_leads_unlisted", table_name="leads")
    op.drop_column("leads", "unlisted")
