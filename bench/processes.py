"""What a tree of processes uses: CPU seconds and memory, read from /proc (Linux only)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
KIB = 1024.0


class Process(NamedTuple):
    pid: int
    parent: int


def tree(root: int) -> list[Process]:
    """`root` and everything below it."""
    everybody = [found for each in PROC.iterdir() if each.name.isdigit() and (found := _read(int(each.name)))]
    keep = {root}
    while new := {process.pid for process in everybody if process.parent in keep} - keep:
        keep |= new
    return [process for process in everybody if process.pid in keep]


def cpu_s(pids: Iterable[int]) -> float:
    """CPU seconds that the threads of these processes have used so far, in nanosecond steps.

    The usual counters of /proc/PID/stat go in steps of 10 ms, which is several requests.
    """
    return sum(_running_ns(pid) for pid in pids) / 1e9


def pss_mib(pids: Iterable[int]) -> float:
    """Proportional set size in MiB: shared pages are counted once over all who share them."""
    return sum(_pss_kib(pid) for pid in pids) / KIB


def command(pid: int) -> str:
    """The command line, empty when the process is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def busy_s() -> tuple[float, float]:
    """CPU seconds that all processes of the machine used, and all there were, since it started."""
    fields = [int(field) for field in (PROC / "stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS, sum(fields) / TICKS


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0))


def _read(pid: int) -> Process | None:
    try:
        after_name = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return Process(pid, int(after_name[1]))


def _running_ns(pid: int) -> int:
    total = 0
    for thread in (PROC / str(pid) / "task").glob("*/schedstat"):
        try:
            total += int(thread.read_text().split()[0])
        except OSError:  # the thread has ended
            continue
    return total


def _pss_kib(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
