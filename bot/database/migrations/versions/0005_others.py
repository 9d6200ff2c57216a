"""An answer of somebody knows what others say, so that "who else?" can go on from it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("answers", sa.Column("others", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("answers", "others")
