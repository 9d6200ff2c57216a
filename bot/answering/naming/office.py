"""Offices: what the holder of one is called by, such as "书记" or "第一书记"."""

from collections.abc import Collection

_OFFICES = (
    *("第一书记", "副书记", "书记", "副主任", "主任", "副校长", "校长", "镇长", "乡长", "村长"),
    *("局长", "队长", "部长", "市长", "区长", "县长", "院长", "所长", "处长", "科长", "主席"),
    *("委员", "会长", "社长", "经理", "董事长", "调研员"),
)
OFFICE = "|".join(_OFFICES)
"""Any office, to stand in a regular expression."""


def offices_in(roles: Collection[str]) -> set[str]:
    """The offices that are named in roles, those inside others included.

    >>> sorted(offices_in(["云田镇副书记"]))
    ['书记', '副书记']
    """
    told = "\n".join(roles)
    return {office for office in _OFFICES if office in told}
