"""Where the bot's database is."""

from bot.database.address import sqlite_address
from bot.folders import private_folder
from bot.settings import Settings


def database_address(settings: Settings) -> str:
    """The address of the database that is set, or else of a file in the data folder."""
    if settings.database_url:
        return settings.database_url.get_secret_value()
    return sqlite_address(private_folder(settings.data_folder))
