"""Run by Alembic, over the connection that it gets in its attributes."""

from alembic import context

from bot.database.tables import Table

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Table.metadata
)
with context.begin_transaction():
    context.run_migrations()
