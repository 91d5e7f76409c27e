"""The lead list"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listed",
        sa.Column("lead_id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("rules", sa.String(8), nullable=False),
        sa.Column("client", columns.BigId, nullable=False),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("direction", sa.String(5), nullable=False),
        sa.Column("channel", columns.Words, nullable=False),
        sa.Column("tag", columns.Words, nullable=False),
        sa.Column("source", columns.Words, nullable=False),
        sa.Column("stage", columns.Words, nullable=False),
        sa.Column("saved", sa.Boolean, nullable=False),
        sa.Column("object", columns.Words, nullable=False, server_default=""),
        sa.Column("junk", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("seconds", sa.Integer),
        sa.Column("result", columns.Words, nullable=False, server_default=""),
        sa.Column("record", columns.Words, nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_listed_lead_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", name="pk_listed"),
    )
    op.create_index("ix_listed_client", "listed", ["client", "lead_id"])
    op.create_table(
        "lead_keys",
        sa.Column("lead_id", columns.BigId, nullable=False, autoincrement=False),
        sa.Column("key", columns.Words, nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name="fk_lead_keys_lead_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", "key", name="pk_lead_keys"),
    )
    op.create_index("ix_lead_keys_key", "lead_keys", ["key"])
    op.create_table(
        "list_views",
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", columns.Words, nullable=False),
        sa.Column("chosen", columns.Json, nullable=False),
        sa.Column("compact", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_list_views_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "name", name="pk_list_views"),
    )
    op.create_index("ix_leads_created_at", "leads", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_leads_created_at", "leads")
    op.drop_table("list_views")
    op.drop_table("lead_keys")
    op.drop_table("listed")
