"""The methods that fetch updates, and those that choose between polling and webhook.

A webhook keeps getUpdates from working; unlike Telegram's it may have an http address.
"""

from typing import Any

from .json_value import JsonObject
from .parameters import Parameters
from .refusal import conflict
from .world import World


async def get_updates(world: World, parameters: Parameters) -> list[JsonObject]:
    if world.webhook_url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    allowed = parameters.json("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allow(allowed)
    return await world.updates.take(
        offset=parameters.integer("offset"),
        limit=parameters.integer("limit", 100),
        timeout=parameters.integer("timeout"),
    )


def set_webhook(world: World, parameters: Parameters) -> Any:
    _drop_if_asked(world, parameters)
    world.webhook_url = parameters.text("url")
    world.webhook_fault = {}
    world.webhook_secret = parameters.text("secret_token")
    allowed = parameters.json("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allow(allowed)
    if world.webhook_url:
        world.updates.end_poll("terminated by setWebhook request")
    return True


def delete_webhook(world: World, parameters: Parameters) -> Any:
    _drop_if_asked(world, parameters)
    world.webhook_url = ""
    return True


def get_webhook_info(world: World, parameters: Parameters) -> Any:
    return {
        "url": world.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.unconfirmed),
        **world.webhook_fault,
    }


def agree(world: World, parameters: Parameters) -> Any:
    """logOut and close do nothing here."""
    return True


def _drop_if_asked(world: World, parameters: Parameters) -> None:
    if parameters.flag("drop_pending_updates"):
        world.updates.drop()
