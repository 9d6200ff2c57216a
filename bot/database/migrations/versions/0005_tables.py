"""The tables: chats, answers, votes, gaps and maintainers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("answers_to", sa.String, nullable=False),
        sa.Column("language", sa.String),
        sa.Column("passages", _ID, nullable=False),
        sa.Column("forums", sa.JSON, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("moved_from", _ID),
    )
    op.create_table(
        "answers",
        sa.Column("chat_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("message_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("speakers", sa.JSON, nullable=False),
        sa.Column("passages", sa.JSON, nullable=False),
        sa.Column("others", sa.JSON, nullable=False),
        sa.Column("narrowing", sa.String, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_answers_question", "answers", ["chat_id", "question_id"])
    op.create_index("ix_answers_answered_at", "answers", ["answered_at"])
    op.create_table(
        "votes",
        sa.Column("chat_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("message_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("user_id", _ID, primary_key=True, autoincrement=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("passage", sa.String),
    )
    op.create_index("ix_votes_passage", "votes", ["passage", "helped"])
    op.create_table(
        "gaps",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("cause", sa.String, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_gaps_asked_at", "gaps", ["asked_at"])
    op.create_table(
        "maintainers",
        sa.Column("user_id", _ID, primary_key=True, autoincrement=False),
    )
