"""Updates that are not yet handled, and what several processes have to agree on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("bot_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("update_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("chat_id", _ID, nullable=False),
        sa.Column("is_quick", sa.Boolean, nullable=False),
        sa.Column("content", sa.String),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("held_until", sa.Double, nullable=False),
        sa.Column("is_resting", sa.Boolean, nullable=False),
        sa.Column("tries", _ID, nullable=False),
    )
    op.create_index("ix_updates_stored_at", "updates", ["stored_at"])
    is_waiting = sa.text("content IS NOT NULL")
    op.create_index(
        "ix_updates_chat",
        "updates",
        ["bot_id", "chat_id", "update_id"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )
    op.create_table(
        "usage",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("used_until", sa.Double, nullable=False),
        sa.Column("refused_at", sa.Double, nullable=False),
    )
    op.create_index("ix_usage_used_until", "usage", ["used_until"])
    op.create_table(
        "notes",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
    )
