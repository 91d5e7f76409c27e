"""The register of consultations"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultations",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=False),
        sa.Column("booked_at", columns.Moment(), nullable=False),
        sa.Column("booked_by", columns.BigId, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("until", columns.Moment(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("with_id", columns.BigId, nullable=False),
        sa.Column("with_name", columns.Words(), nullable=False),
        sa.Column("note", columns.Words(), server_default="", nullable=False),
        sa.Column("taken_back", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("choice_id", columns.BigId, nullable=True),
        sa.Column("before", columns.Json(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_consultations_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
    )
    for names in (["lead_id"], ["at"], ["choice_id"], ["with_id", "until"]):
        op.create_index(f"ix_consultations_{'_'.join(names)}", "consultations", names)


def downgrade() -> None:
    op.drop_table("consultations")
