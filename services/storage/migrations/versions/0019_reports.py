"""What reports look for: leads and choices of a period"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_leads_entered_at", "leads", ["entered_at", "id"])
    op.create_index("ix_choices_at", "choices", ["at", "id"])


def downgrade() -> None:
    op.drop_index("ix_choices_at", "choices")
    op.drop_index("ix_leads_entered_at", "leads")
