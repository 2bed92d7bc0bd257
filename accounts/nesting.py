"""How deep a JSON value may be nested: what has no end can be read on one stack and not be written on another."""

from collections.abc import Iterable
from typing import Final

DEPTH_MAX: Final = 20


def is_deeper(value: object, most: int = DEPTH_MAX) -> bool:
    """Whether lists and objects stand inside each other more than `most` deep."""
    level = [value]
    for _ in range(most):
        level = [inner for outer in level for inner in _inside(outer)]
    return any(isinstance(each, (dict, list)) for each in level)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
