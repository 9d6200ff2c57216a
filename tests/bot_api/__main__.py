"""Lets a person try the bot by hand: each line typed is said in a private chat."""

import argparse
import asyncio
import sys

from .chat import Chat
from .server import TOKEN, BotApiServer


async def converse(port: int, token: str) -> None:
    """Prints the address, then the bot's messages, until the input ends."""
    async with BotApiServer(token=token, port=port) as server:
        print(f"base_url {server.base_url}\ntoken    {server.token}", flush=True)
        chat = server.private(server.user("You", language_code="en"))
        printing = asyncio.create_task(_print_messages(server, chat))
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                chat.say(line.strip())
        printing.cancel()


async def _print_messages(server: BotApiServer, chat: Chat) -> None:
    while True:
        message = await server.next_message(chat, timeout=None)
        buttons = "".join(f"\n[{button.text}]" for button in message.buttons)
        print(f"{message.text}{buttons}\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bot_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    arguments = parser.parse_args()
    asyncio.run(converse(arguments.port, arguments.token))


if __name__ == "__main__":
    main()
