"""What all processes have to remember: who has been told something, and the like."""

from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.database.connection import Database
from bot.database.news import tell
from bot.database.tables import NoteRow


class Notes:
    """Values by their names; all methods raise DatabaseError where it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.are_shared = database.is_shared

    async def read(self, name: str) -> str | None:
        reading = select(NoteRow.value).where(NoteRow.name == name)
        return await self._database.read(lambda session: session.scalar(reading))

    async def change(self, name: str, value: str) -> bool:
        """Sets a value, and tells processes its name.

        Returns whether it was another value, and that to one of those who set it at once.
        """
        note = {"value": value, "noted_at": datetime.now(UTC)}
        adding = self._database.upsert(NoteRow, ()).returning(NoteRow.name)
        known = NoteRow.name == name, NoteRow.value != value
        changing = update(NoteRow).where(*known).values(note).returning(NoteRow.name)

        def change(session: Session) -> bool:
            tell(session, name)
            is_new = session.scalar(adding, {"name": name} | note) is not None
            return is_new or session.scalar(changing) is not None

        return await self._database.write(change)

    async def remove(self, name: str) -> None:
        removing = delete(NoteRow).where(NoteRow.name == name)
        await self._database.write(lambda session: session.execute(removing))

    async def drop(self, before: datetime) -> None:
        """Removes what was noted before a moment."""
        old = delete(NoteRow).where(NoteRow.noted_at < before)
        await self._database.write(lambda session: session.execute(old))
