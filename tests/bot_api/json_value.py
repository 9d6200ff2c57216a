"""The shape of what travels over the wire: JSON objects of strings to anything."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
