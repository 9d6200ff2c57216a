"""Those who are shown the commands of maintainers are known, so that these can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "maintainers",
        sa.Column("user_id", _ID, autoincrement=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_maintainers"),
    )


def downgrade() -> None:
    op.drop_table("maintainers")
