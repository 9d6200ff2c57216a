"""Supergroups know which group they were before, and answers whether they are of one speaker."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("chats", sa.Column("moved_from", _ID))
    narrowing = sa.Column("narrowing", sa.String, nullable=False, server_default="")
    op.add_column("answers", narrowing)


def downgrade() -> None:
    op.drop_column("answers", "narrowing")
    op.drop_column("chats", "moved_from")
