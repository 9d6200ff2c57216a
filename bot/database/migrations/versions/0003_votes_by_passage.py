"""Votes know the passage with which their answer began, so that they are counted by it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("votes", sa.Column("passage", sa.String))
    op.create_index("ix_votes_passage", "votes", ["passage", "helped"])
    votes = sa.table("votes", *map(sa.column, ("chat_id", "message_id", "passage")))
    answers = sa.table(
        "answers", sa.column("chat_id"), sa.column("message_id"), sa.column("passages", sa.JSON)
    )
    same = (answers.c.chat_id == votes.c.chat_id, answers.c.message_id == votes.c.message_id)
    first = sa.select(answers.c.passages[0].as_string()).where(*same)
    op.execute(votes.update().values(passage=first.scalar_subquery()))


def downgrade() -> None:
    op.drop_index("ix_votes_passage", "votes")
    op.drop_column("votes", "passage")
