"""A worker's sign of life, for `/readyz` and for those who must know that all workers read alike."""

import socket
import time
from datetime import timedelta

from django.utils import timezone

from journal import tagging
from journal.models import Heartbeat
from patterns.encoder import ModelError

EVERY_S = 5.0
LATELY = timedelta(minutes=5)
"""Long enough for each of many workers to have been given a task: they show themselves only then."""

FORGOTTEN_AFTER = timedelta(days=1)
HOST_MAX = 50

_last = -EVERY_S


def start() -> bool:
    """The first beat of a new process: what earlier processes of this machine had loaded counts no more."""
    global _last
    Heartbeat.objects.filter(worker__startswith=f"{_host()} ").delete()
    _last = -EVERY_S
    return beat()


def beat() -> bool:
    """Say that this worker lives and which reader it has loaded. True when it can read."""
    global _last
    engine, problem = "", ""
    try:
        engine = tagging.reader().version
    except ModelError as missing:
        problem = str(missing)[:200] or "the model cannot be loaded"
    if time.monotonic() - _last >= EVERY_S:
        _last = time.monotonic()
        now = timezone.now()
        Heartbeat.objects.update_or_create(
            worker=f"{_host()} {engine}", defaults={"at": now, "engine": engine, "problem": problem}
        )
        Heartbeat.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()
    return bool(engine)


def is_agreed() -> bool:
    """Whether every worker that was seen lately has the same reader as this one."""
    lately = Heartbeat.objects.filter(at__gte=timezone.now() - LATELY).exclude(engine="")
    return set(lately.values_list("engine", flat=True)) <= {tagging.reader().version}


def _host() -> str:
    return socket.gethostname()[:HOST_MAX]
