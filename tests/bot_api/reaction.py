"""Reads the reactions that the bot sets on a message."""

from .parameters import Parameters
from .refusal import bad_request

MAX_REACTIONS = 1
"""Bots, not being premium users, may set one."""

_LISTED = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 "
    "🥱 🥴 😍 🐳 ❤️‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 "
    "😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂️ 🤷 🤷‍♀️ 😡"
)
EMOJI = frozenset(_LISTED.split())


def reactions_in(parameters: Parameters) -> list[str]:
    """The emoji that setMessageReaction asks for, [] to take them back; raises RefusalError."""
    wanted = parameters.json("reaction") or []
    if not isinstance(wanted, list):
        raise bad_request("Expected an Array of ReactionType")
    if len(wanted) > MAX_REACTIONS:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = [str(reaction.get("emoji", "")) for reaction in wanted]
    if not EMOJI.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    return emoji
