"""The two that are measured side by side: the floor, and the whole product as `make run` starts it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from backend.processes import free_port
from bench import processes

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 180.0
PARTS = (("granian", "web"), ("celery", "worker"), ("valkey", "broker"), ("redis-server", "broker"))


class NotReady(Exception):
    """A server did not come up; the message says where its log is."""


class Server:
    """A process tree that answers on `port`. `ready_s`: from start to the first 200 of /readyz."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, ready_s: float) -> None:
        self.process, self.port, self.ready_s = process, port, ready_s

    def parts(self) -> dict[str, list[int]]:
        """Process ids by what they do: web, worker, broker, other."""
        found: dict[str, list[int]] = {"web": [], "worker": [], "broker": [], "other": []}
        for each in processes.tree(self.process.pid):
            line = processes.command(each.pid)
            found[next((part for word, part in PARTS if word in line), "other")].append(each.pid)
        return found

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """Holds the worker still, so that its reading does not take a core from what is measured."""
        held = self.parts()["worker"]
        try:
            for pid in held:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in held:
                os.kill(pid, signal.SIGCONT)


@contextmanager
def floor(folder: Path) -> Iterator[Server]:
    """The floor with its 23,650 rows; granian with one worker and four threads, as the product."""
    environment = {"FLOOR_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "bench.floor.settings"}
    subprocess.run([sys.executable, "-m", "django", "seed_floor"], cwd=ROOT, env=os.environ | environment, check=True)
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "bench.floor.wsgi:application"]
    with _run(command, folder / "floor.log", environment) as process:
        yield _await(process, time.perf_counter(), lambda: port, folder / "floor.log")


@contextmanager
def product(folder: Path) -> Iterator[Server]:
    """The embedded stack on data of its own in `folder`; a second start in the same folder finds them again."""
    var = folder / "var"
    told = var / "address"
    told.unlink(missing_ok=True)

    def find_port() -> int:
        text = told.read_text().strip() if told.is_file() else ""
        return urlsplit(text).port or 0

    command = [sys.executable, "-m", "backend.launcher", "--var", str(var), "--port", "0"]
    begin = time.perf_counter()
    with _run(command, folder / "product.log", {}) as process:
        yield _await(process, begin, find_port, folder / "product.log")


@contextmanager
def _run(command: list[str], log: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await(process: subprocess.Popen[bytes], begin: float, find_port: Callable[[], int], log: Path) -> Server:
    while time.perf_counter() - begin < PATIENCE_S and process.poll() is None:
        port = find_port()
        if port and _is_ready(port):
            return Server(process, port, time.perf_counter() - begin)
        time.sleep(0.05)
    raise NotReady("".join(log.read_text(errors="replace").splitlines(keepends=True)[-30:]))


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(json.loads(answer.read())["status"] == "ready")
    except (OSError, ValueError, KeyError):
        return False
