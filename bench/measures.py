"""One function per measurement. Each gives rows; none decides anything."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench import bundle, goals, people, processes
from bench.goals import Pair, Row
from bench.load import Burst, Connection, run
from bench.people import Person
from bench.servers import Server

Make = Callable[[int], Iterator[bytes]]
WARM = 10
SAVES = 40
CALM_S = 0.2
POLL_S = 0.02
MEMORY_MIB = {"web": 105.0, "worker": 450.0}
STACK_MIB = 600.0
START_S = 15.0
SCRIPT_KIB = 60.0


class Effort(NamedTuple):
    """How long to measure: rounds, and requests in each."""

    rounds: int
    requests: int


def measure_saves(floor: Server, product: Server, effort: Effort) -> list[Row]:
    """P1: one entry kept, by push and by POST, with the worker held still; then by push while it reads."""
    writer = Person(product.port)
    makes: dict[str, Make] = {"push": writer.pushes, "post": writer.posts}
    with product.worker_held():
        calm = _alternate(floor, people.floor_posts, product, makes, effort)
    busy = _alternate(floor, people.floor_posts, product, {"push": writer.pushes}, Effort(2, effort.requests))
    writer.ask("PATCH", "/api/v1/me/", {"reading": False})  # the rest of these entries need not be read
    return [
        goals.against_floor("save one entry, sync/push", 2.0, calm["push"]),
        goals.against_floor("save one entry, POST entries/", 2.0, calm["post"]),
        goals.against_floor("  push while the worker reads", None, busy["push"]),
    ]


def measure_lists(floor: Server, product: Server, effort: Effort) -> list[Row]:
    """P2: the newest 50 entries with their readings; and 50 changes of the feed."""
    reader = Person(product.port)
    reader.await_readings(reader.push(people.TEXTS), 0.3)
    makes: dict[str, Make] = {
        "list": lambda count: reader.repeats("/api/v1/entries/?limit=50", count),
        "pull": lambda count: reader.repeats("/api/v1/sync/pull?limit=50", count),
    }
    pairs = _alternate(floor, people.floor_lists, product, makes, effort)
    return [
        goals.against_floor("list 50 entries with readings", 1.2, pairs["list"]),
        goals.against_floor("  pull 50 changes", None, pairs["pull"]),
    ]


def measure_reading(product: Server) -> list[Row]:
    """Save → tags visible through pull, one entry at a time, of the demo's texts."""
    writer = Person(product.port)
    writer.await_readings(writer.push(people.TEXTS[:1]), POLL_S)
    took = []
    for number in range(SAVES):
        time.sleep(CALM_S)
        begin = time.perf_counter()
        writer.await_readings(writer.push([people.TEXTS[number % len(people.TEXTS)]]), POLL_S)
        took.append(time.perf_counter() - begin)
    p50, p95 = goals.percentile(took, 0.5), goals.percentile(took, 0.95)
    detail = f"p50 {p50:.2f}, longest {max(took):.2f}, {SAVES} saves"
    return [goals.within("save → tags visible, p95", 2.0, p95, "s", detail)]


def measure_memory(floor: Server, product: Server) -> list[Row]:
    """P12: proportional memory after the load, of each part and of everything that `make run` started."""
    parts = product.parts()
    sizes = {part: processes.pss_mib(pids) for part, pids in parts.items()}
    lean = f"{processes.pss_mib(floor.parts()['web']):.0f} MiB"
    web, worker = MEMORY_MIB["web"], MEMORY_MIB["worker"]
    detail = ", ".join(f"{part} {size:.0f} in {len(parts[part])}" for part, size in sizes.items())
    return [
        Row("memory, web", f"≤ {web:g} MiB", f"{sizes['web']:.0f} MiB", lean, met=sizes["web"] <= web),
        goals.within("memory, worker with the model", worker, sizes["worker"], "MiB"),
        goals.within("memory, whole stack", STACK_MIB, sum(sizes.values()), "MiB", detail),
    ]


def measure_start(floor: Server, first: Server, later: Server) -> list[Row]:
    """P13: from the start command to the first ready answer, on an empty folder and on one with data."""
    lean = f"{floor.ready_s:.2f} s"
    return [
        Row("start to ready, empty folder", "—", f"{first.ready_s:.1f} s", lean),
        Row("start to ready, later", f"≤ {START_S:g} s", f"{later.ready_s:.1f} s", lean, met=later.ready_s <= START_S),
    ]


def measure_bundle(dist: Path) -> list[Row]:
    """P15: JavaScript of the first load."""
    if not (dist / "index.html").is_file():
        return [
            Row(goal="first load JavaScript, gzip", must=f"≤ {SCRIPT_KIB:g} KiB", measured="the front end is not built")
        ]
    kib, files = bundle.first_load(dist)
    return [goals.within("first load JavaScript, gzip", SCRIPT_KIB, kib, "KiB", f"{len(files)} files")]


def _alternate(floor: Server, lean: Make, product: Server, makes: dict[str, Make], effort: Effort) -> dict[str, Pair]:
    """Short rounds in turn, the floor before each case, each side over a connection of its own."""
    theirs, ours = Connection(floor.port), Connection(product.port)
    their_web, our_web = floor.parts()["web"], product.parts()["web"]
    found: dict[str, list[tuple[Burst, Burst]]] = {name: [] for name in makes}
    try:
        for make in makes.values():
            run(theirs, lean(WARM), their_web)
            run(ours, make(WARM), our_web)
        for _ in range(effort.rounds):
            for name, make in makes.items():
                base = run(theirs, lean(effort.requests), their_web)
                found[name].append((base, run(ours, make(effort.requests), our_web)))
    finally:
        theirs.close()
        ours.close()
    return {name: Pair([base for base, _ in rounds], [own for _, own in rounds]) for name, rounds in found.items()}
