"""Tickets that are locked, joined and passed on; amendments of the regulation"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ASKS = sa.text("state = 'open' AND joined IS NULL AND origin <> ''")
HELD = sa.text("state IN ('suggested', 'in_force')")


def upgrade() -> None:
    op.add_column("tickets", sa.Column("origin", columns.Words, nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("line", columns.Words, nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("joined", columns.BigId, nullable=True))
    op.add_column("tickets", sa.Column("locked_by", columns.BigId, nullable=True))
    op.add_column("tickets", sa.Column("locked_until", columns.Moment(), nullable=True))
    op.add_column("tickets", sa.Column("said", columns.Words, nullable=False, server_default=""))
    op.create_index("uq_tickets_origin", "tickets", ["origin"], unique=True, sqlite_where=ASKS, postgresql_where=ASKS)
    op.create_table(
        "amendments",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("said", columns.Words, nullable=False),
        sa.Column("mark", columns.Words, nullable=False),
        sa.Column("source", columns.Words, nullable=False),
        sa.Column("instead_of", columns.Words, nullable=False),
        sa.Column("line", columns.Words, nullable=False),
        sa.Column("lead_id", columns.BigId, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("suggested_by", columns.BigId, nullable=False),
        sa.Column("suggested_at", columns.Moment(), nullable=False),
        sa.Column("decided_by", columns.BigId, nullable=True),
        sa.Column("decided_at", columns.Moment(), nullable=True),
        sa.Column("withdrawn_by", columns.BigId, nullable=True),
        sa.Column("withdrawn_at", columns.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
    )
    op.create_index(
        "uq_amendments_held",
        "amendments",
        ["kind", "mark", "state"],
        unique=True,
        sqlite_where=HELD,
        postgresql_where=HELD,
    )


def downgrade() -> None:
    op.drop_table("amendments")
    op.drop_index("uq_tickets_origin", table_name="tickets")
    for name in ("said", "locked_until", "locked_by", "joined", "line", "origin"):
        op.drop_column("tickets", name)
