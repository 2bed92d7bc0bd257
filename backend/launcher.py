"""`python -m backend.launcher [--var FOLDER] [--port N]`: the whole of Holdfast on this machine, until Ctrl-C.

Broker, web, worker and its timetable run as one process group that does not outlive this process. Settings come
from the environment (docs/operating.md); everything that is kept lies in the var folder.
"""

from __future__ import annotations

import argparse
import fcntl
import http.client
import json
import os
import secrets
import signal
import sys
import time
from functools import partial
from pathlib import Path
from types import FrameType

from backend import broker, processes
from backend.stack import HOPELESS, Service, Stack
from backend.tail import say

ROOT = Path(__file__).resolve().parent.parent
# The runtime of the language model would otherwise keep an identifier of this device and report its use elsewhere.
SILENT = {"ORT_DISABLE_TELEMETRY": "1", "PYTHONUNBUFFERED": "1"}
PATIENCE = 180.0
# Celery warns anybody who is root about pickled tasks, which this worker does not accept.
QUIET = ("-W", "ignore:You're running the worker with superuser")
HANDOVER = 15.0  # a killed launcher's keeper needs some seconds to end its group


class Refused(Exception):
    """The stack cannot be started; the message says why and what to do."""


class Stopped(Exception):
    """A signal asked us to stop."""


def take(var: Path) -> int:
    """Locks the folder for this process and returns the descriptor that holds the lock. Raises Refused."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(var / "launcher.lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + HANDOVER
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            owner = json.loads(os.pread(descriptor, 1000, 0) or b"{}")
            if _lives(owner.get("pid", 0)) or time.monotonic() > deadline:
                raise Refused(
                    f"Holdfast runs already with {var}: process {owner.get('pid')}, {owner.get('address')}.\n"
                    "Use that one, or stop it first (Ctrl-C in its terminal)."
                ) from None
            time.sleep(0.2)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != 0


def choose_port(wanted: str) -> int:
    """The port to serve on: the one that was asked for, if it is free; any free one for 0. Raises Refused."""
    if not wanted.isdigit() or int(wanted) > 65535:
        raise Refused(f"PORT is {wanted!r}. Give a number from 1 to 65535, or 0 for any free port.")
    if int(wanted) == 0:
        return processes.free_port()
    if not processes.port_is_free(int(wanted)):
        raise Refused(f"Port {wanted} is in use. Stop the other program, or choose another: make run PORT=8001")
    return int(wanted)


def environment(var: Path, redis_url: str) -> dict[str, str]:
    """What every service is told: the caller's environment, completed by the files under var."""
    values = dict(os.environ) | SILENT | {"HOLDFAST_VAR": str(var), "HOLDFAST_REDIS_URL": redis_url}
    values["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), values.get("PATH", os.defpath)])
    secret = {"HOLDFAST_ROOT_KEY": "root.key", "HOLDFAST_SECRET_KEY": "django.key", "HOLDFAST_VAPID_KEY": "vapid.key"}
    for name, file in secret.items():
        if not values.get(name) and not values.get(f"{name}_FILE"):
            values[f"{name}_FILE"] = str(var / "secrets" / file)
    return values


def services(var: Path, port: int) -> list[Service]:
    """What the stack is made of; the broker comes first, unless HOLDFAST_REDIS_URL names one. Raises NoBroker."""
    given, log = os.environ.get("HOLDFAST_REDIS_URL", ""), var / "log"
    found: list[Service] = []
    if not given:
        broker_port, password = processes.free_port(), secrets.token_urlsafe(24)
        given = broker.address(broker_port, password)
        command: list[str | Path] = [broker.locate(), broker.configure(var / "broker", broker_port, password)]
        mend = partial(broker.set_aside, var / "broker")
        found.append(Service("broker", command, dict(os.environ), log / "broker.log", echo=False, mend=mend))
    told = environment(var, given)
    web = f"-m granian --interface wsgi --workers 1 --blocking-threads 4 --no-ws --log-level warning --port {port}"
    celery = "-m celery --quiet -A backend.celery:app"
    worker = f"{celery} worker --pool prefork -c 1 --without-gossip --without-mingle --loglevel INFO"
    # Beat is a process of its own: inside the worker (-B) nobody would notice that it ended, and nothing be swept.
    beat = [*f"{celery} beat --loglevel WARNING --pidfile= -s".split(), str(var / "timetable")]
    options = {"web": [*web.split(), "backend.wsgi:application"], "worker": [*QUIET, *worker.split()], "beat": beat}
    parts = [Service(name, [sys.executable, *said], told, log / f"{name}.log") for name, said in options.items()]
    return [*found, *parts]


def prepare(told: dict[str, str], log: Path) -> None:
    """Secrets and migrations, in a process of their own. Raises Refused with its words."""
    with open(log, "wb") as output:
        command = [sys.executable, "-m", "backend.preparing"]
        status = processes.start(command, output=output, environment=told).wait()
    if status != 0:
        raise Refused(f"The data could not be prepared.\n{log.read_text(errors='replace')[-3000:]}")


def readiness(port: int) -> tuple[bool, str]:
    """Whether /readyz answers 200, and what is still missing."""
    connection = http.client.HTTPConnection(processes.LOOPBACK, port, timeout=3)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        checks = json.loads(answer.read()).get("checks", {})
    except (OSError, http.client.HTTPException, ValueError):
        return False, "web"
    finally:
        connection.close()
    missing = [f"{name} ({check.get('detail', '')})" for name, check in checks.items() if not check.get("ok")]
    return answer.status == 200, ", ".join(missing)


def await_ready(stack: Stack, port: int) -> None:
    """Returns when the stack answers. Raises Refused when a service keeps failing or time is up."""
    began = told = time.monotonic()
    while True:
        ready, missing = readiness(port)
        stack.echo()
        if ready:
            return
        stack.tend()
        for service in stack.services:
            if service.failures >= HOPELESS:
                raise Refused(f"{service.name} does not start:\n{stack.tails[service.name].last(15)}")
        if time.monotonic() - began > PATIENCE:
            raise Refused(f"Not ready after {PATIENCE:.0f} s; missing: {missing}. Look into the logs.")
        if time.monotonic() - told > 10:
            told = time.monotonic()
            say(f"  waiting for: {missing}")
        time.sleep(0.2)


def stop_on_signals() -> None:
    """The first signal raises Stopped in the main thread; later ones are ignored, since the stop is under way."""

    def stop(sign: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, stop)


def run(var: Path, wanted: str, began: float) -> None:
    """Starts the stack, waits until it is ready, and looks after it until a signal comes."""
    held, port = take(var), choose_port(wanted)
    address = f"http://{processes.LOOPBACK}:{port}"
    os.ftruncate(held, 0)
    os.pwrite(held, json.dumps({"pid": os.getpid(), "address": address}).encode(), 0)
    parts = services(var, port)
    stack = Stack(parts, held)
    try:
        prepare(dict(parts[-1].environment), var / "log" / "preparing.log")
        stack.start()
        await_ready(stack, port)
        (var / "address").write_text(address + "\n")
        say(f"\n  Holdfast is at {address}\n  Ready in {time.time() - began:.1f} s. Ctrl-C stops it.\n")
        while stack.keeper.poll() is None:
            stack.tend()
            stack.echo()
            time.sleep(0.25)
        raise Refused("The keeper of the stack was ended from outside; stopping everything.")
    finally:
        (var / "address").unlink(missing_ok=True)
        stack.stop()
        stack.echo()


def main() -> None:
    """Reads the options, and turns refusals into words and exit status 1."""
    options = argparse.ArgumentParser(prog="python -m backend.launcher", description=__doc__)
    options.add_argument("--var", type=Path, default=Path(os.environ.get("HOLDFAST_VAR") or ROOT / "var"))
    options.add_argument("--port", default=os.environ.get("PORT") or "8000", help="0 takes any free port")
    options.add_argument("--since", type=float, default=time.time(), help="when the start began, for the figure shown")
    chosen = options.parse_args()
    os.umask(0o077)
    stop_on_signals()
    try:
        run(chosen.var.expanduser().resolve(), chosen.port, chosen.since)
    except Stopped:
        say("Stopped. What was written is kept.")
    except (Refused, broker.NoBroker) as refusal:
        sys.exit(f"\n{refusal}")


if __name__ == "__main__":
    main()
