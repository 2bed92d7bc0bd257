"""Child processes that never outlive the one who started them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

LOOPBACK = "127.0.0.1"
TETHER = Path(__file__).with_name("tether.py")


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def start(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | int,
    environment: Mapping[str, str] | None = None,
    group: int | None = None,
    user: int | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a child that the kernel ends with SIGTERM when its parent dies (Linux; elsewhere see backend/keeper.py).

    `group` is the process group to join (0 makes a new one), `user` a uid to become. Call it from the main thread:
    the kernel watches the thread that forked, not the process. A program that cannot be started exits with 127.
    """
    tether = [sys.executable, "-IS", TETHER, str(os.getpid()), "-" if user is None else str(user)]
    return subprocess.Popen(
        [str(part) for part in (*tether, *command)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=None if environment is None else dict(environment),
        cwd=folder,
        process_group=group,
    )


def stop(child: subprocess.Popen[bytes], sign: signal.Signals = signal.SIGTERM, seconds: float = 5.0) -> int:
    """Asks a child to end, insists after `seconds`, and returns its exit status (negative: the signal)."""
    if child.poll() is None:
        child.send_signal(sign)
    return await_end(child, seconds)


def await_end(child: subprocess.Popen[bytes], seconds: float) -> int:
    """Waits for a child that was asked to end; after `seconds` it is killed. Returns its exit status."""
    try:
        return child.wait(max(0.0, seconds))
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
