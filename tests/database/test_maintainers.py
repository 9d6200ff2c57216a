"""Who is shown the commands of maintainers is known as long as they are."""

from bot.database.connection import Database
from bot.database.maintainers import Maintainers


async def test_those_who_are_not_named_any_more_are_told_until_they_are_dismissed(
    database: Database,
) -> None:
    maintainers = Maintainers(database)
    assert await maintainers.appoint([7, 1 << 40]) == []
    assert await maintainers.appoint([8, 7]) == [1 << 40]
    assert await maintainers.appoint([]) == [7, 8, 1 << 40]
    await maintainers.dismiss(8)
    await maintainers.dismiss(8)
    assert await maintainers.appoint([7]) == [1 << 40]
