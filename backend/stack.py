"""The services of one embedded stack: started together, started again when they end, stopped in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend import keeper, processes
from backend.tail import Tail, say

CALM = 60.0  # seconds of life after which an earlier failure is forgotten
LONGEST_PAUSE = 30.0
HOPELESS = 3  # failures in a row
KEEPER = Path(keeper.__file__)


@dataclass
class Service:
    """One program of the stack, and how its life went so far.

    `mend` is tried once when it keeps ending, and returns whether it changed anything.
    """

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    log: Path
    echo: bool = True
    mend: Callable[[], bool] | None = None
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self, group: int) -> None:
        with open(self.log, "ab") as output:
            self.child = processes.start(self.command, output=output, environment=self.environment, group=group)
        self.began = time.monotonic()

    def ended(self) -> int | None:
        """The exit status of a service that should be running, None while it runs or waits for its next start."""
        return None if self.child is None else self.child.poll()


class Stack:
    """Services in one process group, led by a keeper that ends the group when this process dies."""

    def __init__(self, services: list[Service], held: int) -> None:
        """`held` is a locked file descriptor: the keeper holds it too, so the place stays taken until all are gone."""
        self.services = services
        for service in services:
            service.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.tails = {service.name: Tail(service.log) for service in services}
        self.keeper = subprocess.Popen(
            [sys.executable, "-IS", str(KEEPER)], stdin=subprocess.PIPE, pass_fds=[held], process_group=0
        )
        self.group = self.keeper.pid

    def start(self) -> None:
        for service in self.services:
            service.start(self.group)

    def tend(self) -> None:
        """Starts again what has ended, each time after a longer pause."""
        now = time.monotonic()
        for service in self.services:
            status = service.ended()
            if status is not None:
                self._note_end(service, status, now)
            elif service.child is None and now >= service.due:
                service.start(self.group)
                say(f"{service.name} was started again.")

    def _note_end(self, service: Service, status: int, now: float) -> None:
        service.failures = 1 if now - service.began > CALM else service.failures + 1
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** (service.failures - 1))
        service.child, service.due = None, now + pause
        self._end_orphans()
        if service.failures == HOPELESS and service.mend and service.mend():
            service.failures, service.mend = 0, None
            say(f"{service.name} could not use what it had kept; that was set aside.")
        say(f"{service.name} ended ({describe(status)}); it is started again in {pause:g} s. Its log: {service.log}")

    def _end_orphans(self) -> None:
        """Ends what a killed service left behind: members of our group that descend from no service that runs."""
        parents = {member.pid: member.parent for member in keeper.members(self.group)}
        known = {self.group, *(service.child.pid for service in self.services if service.child)}
        for pid in parents:
            ancestor = pid
            while ancestor in parents and ancestor not in known:
                ancestor = parents[ancestor]
            if ancestor not in known:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue

    def echo(self) -> None:
        """Repeats what the services wrote since the last call."""
        for service in self.services:
            lines = self.tails[service.name].new_lines()
            if lines and service.echo:
                say(lines.rstrip("\n"))

    def stop(self, seconds: float = 5.0) -> None:
        """Asks the services in reverse order of need (the broker, which is first, ends last), then the keeper."""
        first, *others = self.services
        asked = [service.child for service in others if service.child and service.child.poll() is None]
        for child in asked:
            child.terminate()
        deadline = time.monotonic() + seconds
        for child in asked:
            processes.await_end(child, deadline - time.monotonic())
        if first.child:
            processes.stop(first.child, seconds=1.0)
        self._end_orphans()
        if self.keeper.stdin:
            self.keeper.stdin.close()
        self.keeper.wait()


def describe(status: int) -> str:
    """An exit status in words."""
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
