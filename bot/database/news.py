"""What processes tell each other, over PostgreSQL; with a file there is nobody to tell."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot.database.connection import PATIENCE, Database

log = logging.getLogger(__name__)

_CHANNEL = "forum_bot"

_SECONDS = 5.0
"""Between looks whether the connection still stands, and between tries to have one."""

Hear = Callable[[str], None]


def tell(session: Session, news: str) -> None:
    """Tells all processes something as soon as a transaction is done."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(_CHANNEL, news)))


@asynccontextmanager
async def listening(database: Database, hear: Hear) -> AsyncIterator[None]:
    """Hears what is told; nothing ("") when something may have been missed before.

    Through a pooler that gives each transaction a connection of its own nothing is heard.
    """
    if not database.is_shared:
        yield
        return
    listener = asyncio.create_task(_listen(database.engine, hear))
    try:
        yield
    finally:
        listener.cancel()
        await asyncio.wait({listener})


async def _listen(engine: Engine, hear: Hear) -> None:
    from psycopg import AsyncConnection

    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            connecting = AsyncConnection.connect(address, autocommit=True, **PATIENCE)
            async with await connecting as connection:
                await connection.execute(f"LISTEN {_CHANNEL}")
                hear("")
                while True:
                    async for news in connection.notifies(timeout=_SECONDS):
                        hear(news.payload)
                    await connection.execute("SELECT 1")
        except Exception as error:  # of the driver, or of a loop that it cannot use
            log.debug("no news from other processes: %s", error)
        await asyncio.sleep(_SECONDS)
