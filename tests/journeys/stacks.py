"""A whole Holdfast of one's own: launcher, web, worker with the real model, broker, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend import keeper

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 90.0


@dataclass(frozen=True)
class Stack:
    address: str
    folder: Path
    launcher: subprocess.Popen[bytes]

    def ready(self) -> dict[str, object]:
        """What `/readyz` says, with its status under `http`."""
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as response:
                return {"http": response.status, **json.load(response)}
        except urllib.error.HTTPError as refused:
            return {"http": refused.code, **json.load(refused)}

    def pids(self, part: str) -> list[int]:
        """The processes of this stack whose command line holds `part`."""
        return [pid for pid, line in self._commands() if part in line]

    def send(self, part: str, sign: signal.Signals) -> None:
        for pid in self.pids(part):
            os.kill(pid, sign)

    def _commands(self) -> Iterator[tuple[int, str]]:
        children = {process.pid: process.parent for process in keeper.processes()}
        for pid in children:
            above, line = pid, pid
            while above in children and above != self.launcher.pid:
                line, above = above, children[above]
            if above == self.launcher.pid and line:
                try:
                    yield pid, Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                except OSError:
                    continue


def until(true: Callable[[], object], seconds: float = 20.0, every: float = 0.1) -> bool:
    """Whether `true` became so in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


@contextmanager
def run(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Start a stack that keeps everything in `folder`, and end it afterwards. No setting but these reaches it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
    clean |= settings or {}
    command = [sys.executable, "-m", "backend.launcher", "--var", str(folder), "--port", "0"]
    told = folder / "address"
    told.unlink(missing_ok=True)
    with open(folder.with_suffix(".log"), "wb") as log:
        launcher = subprocess.Popen(command, cwd=ROOT, env=clean, stdout=log, stderr=subprocess.STDOUT)
    try:
        if not until(lambda: told.exists() or launcher.poll() is not None, PATIENCE_S) or launcher.poll() is not None:
            raise RuntimeError(folder.with_suffix(".log").read_text(errors="replace")[-4000:])
        yield Stack(told.read_text().strip(), folder, launcher)
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(30)
