"""Rows that take the place of those with the same key, in the SQL of each kind of database."""

from collections.abc import Callable
from functools import cache

from sqlalchemy import Insert, TableClause
from sqlalchemy.dialects import postgresql, sqlite

from bot.database.tables import Table

_INSERT: dict[str, Callable[[TableClause], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


@cache
def upsert(dialect: str, table: type[Table]) -> Insert:
    """The statement that writes rows, to be executed with a list of their values."""
    target = table.metadata.tables[table.__tablename__]
    statement = _INSERT[dialect](target)
    keys = [column.name for column in target.primary_key]
    changed = {
        column.name: statement.excluded[column.name]
        for column in target.columns
        if not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)
