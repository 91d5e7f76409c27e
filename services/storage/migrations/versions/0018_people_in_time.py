"""Absences, the duty roster, and leads that wait for the beginning of work"""

import sqlalchemy as sa
from alembic import op

from services.storage.columns import BigId, Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", BigId, nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("cover_id", BigId, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absences_staff_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cover_id"], ["staff.id"], name=op.f("fk_absences_cover_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_absences_until"), "absences", ["until"])
    op.create_table(
        "duty",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("staff_id", BigId, nullable=False),
        sa.Column("set_by", BigId, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duty_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_duty")),
    )
    op.create_table(
        "held",
        sa.Column("lead_id", BigId, autoincrement=False, nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_held_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_held")),
    )
    op.create_index(op.f("ix_held_until"), "held", ["until"])


def downgrade() -> None:
    for table in ("held", "duty", "absences"):
        op.drop_table(table)
