"""Rows that take the place of those with the same key, in the SQL of each kind of database."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import Insert, TableClause

from bot.database.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.dialects import postgresql, sqlite

    Inserting = Callable[[TableClause], postgresql.Insert | sqlite.Insert]


@cache
def upsert(dialect: str, table: type[Table]) -> Insert:
    """The statement that writes rows, to be executed with a list of their values.

    Only the dialect that is used is imported: PostgreSQL's takes 2 MB.
    """
    target = table.metadata.tables[table.__tablename__]
    insert: Inserting = import_module(f"sqlalchemy.dialects.{dialect}").insert
    statement = insert(target)
    keys = [column.name for column in target.primary_key]
    changed = {
        column.name: statement.excluded[column.name]
        for column in target.columns
        if not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)
