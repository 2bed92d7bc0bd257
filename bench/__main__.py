"""`python -m bench`: measures, prints, and always exits 0 once it could measure; a report, not a test."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from bench import goals, load, measures, people, processes, servers
from bench.goals import Row
from bench.measures import Effort

DIST = servers.ROOT / "frontend" / "dist"
PARTS = ("bundle", "reading", "lists", "saves", "memory", "start")


def main() -> None:
    asked = read_arguments()
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        before = processes.busy_s()
        rows = measure(Path(folder), asked.only.split(","), Effort(asked.rounds, asked.requests))
        after = processes.busy_s()
    if asked.json:
        print(msgspec.json.format(msgspec.json.encode({"about": about(before, after), "rows": rows})).decode())
        return
    print(goals.table(rows))
    print("\n" + about(before, after))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison (5)")
    parser.add_argument("--requests", type=int, default=150, help="requests in a round (150)")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to measure ({', '.join(PARTS)})")
    return parser.parse_args()


def measure(folder: Path, parts: list[str], effort: Effort) -> list[Row]:
    """Starts both sides in `folder`, and measures the calm things before those that leave work behind."""
    rows = measures.measure_bundle(DIST) if "bundle" in parts else []
    if not set(parts) - {"bundle"}:
        return rows
    (folder / "floor").mkdir()
    with servers.floor(folder / "floor") as floor:
        first = None
        if "start" in parts:
            tell("first start")
            with servers.product(folder) as first:
                pass
        tell("start")
        with servers.product(folder) as product:
            if first:
                rows += measures.measure_start(floor, first, product)
            steps = {
                "reading": lambda: measures.measure_reading(product),
                "lists": lambda: measures.measure_lists(floor, product, effort),
                "saves": lambda: measures.measure_saves(floor, product, effort),
                "memory": lambda: measures.measure_memory(floor, product),
            }
            for name in (each for each in steps if each in parts):
                tell(name)
                rows += attempt(name, steps[name])
    return rows


def attempt(name: str, step: Callable[[], list[Row]]) -> list[Row]:
    """The rows of a step; a step that could not be measured is a row that says so, and the others go on."""
    try:
        return step()
    except (load.Closed, load.Unexpected, people.Late, OSError) as problem:
        return [Row(name, "—", f"not measured: {type(problem).__name__} {problem}")]


def about(before: tuple[float, float], after: tuple[float, float]) -> str:
    """When and where, so that a figure can be compared with another."""
    used = (after[0] - before[0]) / max(0.01, after[1] - before[1])
    names = ", ".join(f"{name} {version(name)}" for name in ("Django", "djangorestframework", "granian"))
    when, where = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", f"{processes.cores()} cores"
    return (
        f"{when}, {where}, Python {platform.python_version()}, {names}; "
        f"the machine was {used:.0%} busy on average. One connection, closed loop; p50 of the median round."
    )


def tell(step: str) -> None:
    print(f"… {step}", file=sys.stderr, flush=True)


main()
