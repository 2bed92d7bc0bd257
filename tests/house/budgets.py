"""Measures of code, by its syntax tree: how long, how annotated, where it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.house.files import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Length(NamedTuple):
    lines: int
    where: str


def too_long(sources: Sequence[Source], most: int) -> list[str]:
    """Files with more than `most` lines."""
    return [f"{path}: {count} lines" for path, text in sources if (count := len(text.splitlines())) > most]


def functions(source: Source) -> Iterator[Function]:
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, Function):
            yield node


def lengths(sources: Sequence[Source]) -> list[Length]:
    """The lines of every function, from its name to its end, longest first."""
    found = [
        Length((node.end_lineno or node.lineno) - node.lineno + 1, f"{source.path}:{node.lineno} {node.name}")
        for source in sources
        for node in functions(source)
    ]
    return sorted(found, reverse=True)


def percentile(found: Sequence[Length], share: float) -> int:
    """The length that `share` (0…1) of all functions do not exceed; 0 when there are none."""
    ordered = sorted(length.lines for length in found)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def inner_imports(source: Source) -> list[str]:
    """Imports inside functions, but for `ready` of an apps.py, which Django calls when imports become possible."""
    found = []
    for node in functions(source):
        if node.name == "ready" and source.path.endswith("apps.py"):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Import | ast.ImportFrom):
                found.append(f"{source.path}:{inner.lineno} in {node.name}")
    return found


def unannotated(source: Source) -> list[str]:
    """Functions with a parameter or a result of no declared type (self and cls need none)."""
    found = []
    for node in functions(source):
        arguments = node.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        named += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
        bare = [
            argument.arg for argument in named if argument.annotation is None and argument.arg not in {"self", "cls"}
        ]
        if bare or node.returns is None:
            found.append(f"{source.path}:{node.lineno} {node.name} {bare or 'returns'}")
    return found
