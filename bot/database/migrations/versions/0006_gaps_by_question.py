"""Gaps are counted by their question alone: nothing reads its language or why it is one."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.drop_column("gaps", "language")
    op.drop_column("gaps", "cause")
