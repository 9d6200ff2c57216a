"""All scenes, in the order in which they are shown."""

from tests.pictures.scene import Act
from tests.pictures.scenes import asking, groups, maintaining

ACTS: tuple[Act, ...] = (asking.ACT, groups.ACT, maintaining.ACT)

__all__ = ["ACTS"]
