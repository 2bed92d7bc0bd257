"""`keeper.py`, with a pipe as standard input: leads the stack's process group, and ends it when the launcher is gone.

The launcher alone holds the other end of the pipe. However it dies, kill -9 included, the pipe closes: then every
process of the group is asked to end, and after GRACE seconds made to. Kept apart from the rest and free of imports
from it, so that it costs little and survives what breaks the launcher.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GRACE = 6.0
PROC = Path("/proc")


class Process(NamedTuple):
    pid: int
    parent: int
    group: int


def processes() -> Iterator[Process]:
    """Every living process of this machine that one may see (zombies are not living)."""
    if not PROC.joinpath("self", "stat").exists():
        yield from _listed_by_ps()
        return
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:  # it ended while we looked
                continue
            if fields[0] not in "ZX":
                yield Process(int(folder.name), int(fields[1]), int(fields[2]))


def _listed_by_ps() -> Iterator[Process]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,pgid=,stat="], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        pid, parent, group, state = line.split()[:4]
        if not state.startswith("Z"):
            yield Process(int(pid), int(parent), int(group))


def members(group: int) -> list[Process]:
    """The living processes of a group."""
    return [process for process in processes() if process.group == group]


def end(group: int, seconds: float) -> None:
    """Asks all of a group but its leader to end, and makes the whole group end when time is up."""
    os.killpg(group, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while len(members(group)) > 1:
        if time.monotonic() > deadline:
            os.killpg(group, signal.SIGKILL)
        time.sleep(0.1)


def main() -> None:
    """Waits for the pipe to close, then for the group to be empty."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    while sys.stdin.buffer.read(1):
        pass
    end(os.getpgrp(), GRACE)


if __name__ == "__main__":
    main()
