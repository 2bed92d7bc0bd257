"""`make demo`: fills an empty Holdfast with a made-up person, ten weeks of entries, and a therapist."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from accounts.models import User
from backend import processes
from backend.demo import walk
from backend.demo.client import Refused, Unreachable

START_S = 180.0
STDOUT = 1
NOT_EMPTY = (
    "There are accounts here already, so nothing was changed: the demo goes only into an empty Holdfast. "
    "To try it beside your own, use a folder of its own: HOLDFAST_VAR=var/demo PORT=8001 make demo"
)
DIED = "Holdfast could not be started; the reason stands above."
LATE = f"Holdfast was not ready after {START_S:.0f} s. Start it with `make run`, read what it says, then try again."


class Command(BaseCommand):
    help = (
        "Fill an empty Holdfast with a made-up person, ten weeks of entries read by the real worker, and a therapist."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="a Holdfast on this database that `make run` did not start")

    def handle(self, *args: Any, **options: Any) -> None:
        if has_accounts():
            raise CommandError(NOT_EMPTY)
        address = options["address"] or find_stack()
        if address:
            self._fill(await_ready(lambda: address, None))
            return
        self.stdout.write("Holdfast is not running, so it is started first.")
        own = processes.start([sys.executable, "-m", "backend.launcher"], output=STDOUT)
        try:
            self._fill(await_ready(find_stack, own))
            self.stdout.write("Holdfast goes on running. Ctrl-C stops it.")
            own.wait()
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            processes.stop(own, seconds=20)

    def _fill(self, address: str) -> None:
        try:
            walked = walk.fill(address, self.stdout.write, timezone.now())
        except (Refused, Unreachable, walk.Stuck) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(describe(address, walked))


def has_accounts() -> bool:
    """Whether anybody has signed up; a database without tables yet is empty too."""
    try:
        return User.objects.exists()
    except (OperationalError, ProgrammingError):
        return False


def find_stack() -> str:
    """The address of the Holdfast that runs on these data, from var/address, or nothing."""
    told = settings.VAR / "address"
    address = told.read_text(encoding="utf-8").strip() if told.is_file() else ""
    return address if address and status(f"{address}/healthz") == "ok" else ""


def await_ready(find: Callable[[], str], own: subprocess.Popen[bytes] | None) -> str:
    """The address, once everything there is ready. Raises CommandError when the stack ended or takes too long."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        address = find()
        if address and status(f"{address}/readyz") == "ready":
            return address
        if own is not None and own.poll() is not None:
            raise CommandError(DIED)
        time.sleep(0.3)
    raise CommandError(LATE)


def status(url: str) -> str:
    """The `status` word that a health address answers with; empty when nobody answers or it means something else."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return str(json.loads(response.read())["status"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def describe(address: str, walked: walk.Walked) -> str:
    """What a visitor needs in order to look around."""
    return f"""
The demo is ready: {walked.entries} entries, {walked.readings} read, {walked.tags} places marked. Nobody in it exists.

  Open      {address}

  The writer      {walked.writer.email}
    password      {walked.writer.password}
  The therapist   {walked.therapist.email}
    password      {walked.therapist.password}
                  (sees week {walked.week}, which was shared)

The passwords were made just now and are kept nowhere else."""
