"""Editions that open leads began with, and who has read of a new one"""

import sqlalchemy as sa
from alembic import op

from services.storage import columns

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_OPEN = sa.text("phase IN ('new', 'taken')")


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("text", columns.Words(), nullable=False),
        sa.Column("seen_at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_editions"),
    )
    op.create_table(
        "edition_news",
        sa.Column("id", columns.BigId, nullable=False),
        sa.Column("told", columns.Json, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edition_news"),
    )
    op.create_table(
        "edition_readers",
        sa.Column("news_id", columns.BigId, nullable=False),
        sa.Column("staff_id", columns.BigId, nullable=False),
        sa.Column("read_at", columns.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["news_id"], ["edition_news.id"], name="fk_edition_readers_news_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_edition_readers_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("news_id", "staff_id", name="pk_edition_readers"),
    )
    op.add_column("leads", sa.Column("digest", sa.String(length=16), nullable=False, server_default=""))
    op.create_index("ix_leads_open_digest", "leads", ["digest"], sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    op.drop_index("ix_leads_open_digest", table_name="leads")
    op.drop_column("leads", "digest")
    op.drop_table("edition_readers")
    op.drop_table("edition_news")
    op.drop_table("editions")
