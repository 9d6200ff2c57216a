"""Those to whom Telegram shows the commands of people who look after the bot."""

from collections.abc import Collection

from sqlalchemy import delete, select

from bot.database.connection import Database
from bot.database.tables import MaintainerRow
from bot.database.timely import timely


class Maintainers:
    """Outlives the settings, which only name those who look after the bot now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @timely
    async def appoint(self, people: Collection[int]) -> list[int]:
        """Keeps that they are shown the commands; returns all others who still are."""
        async with self._database.reading(all_written=False) as session:
            kept = set(await session.scalars(select(MaintainerRow.user_id)))
        if new := set(people) - kept:
            async with self._database.session(all_written=False) as session:
                session.add_all(MaintainerRow(user_id=each) for each in new)
        return sorted(kept.difference(people))

    @timely
    async def dismiss(self, person: int) -> None:
        """Keeps that somebody is shown them no more."""
        async with self._database.session(all_written=False) as session:
            await session.execute(delete(MaintainerRow).where(MaintainerRow.user_id == person))
