"""A worker's sign of life, for `/readyz`."""

import socket
import time
from datetime import timedelta

from django.utils import timezone

from journal import tagging
from journal.models import Heartbeat
from patterns.encoder import ModelError

EVERY_S = 5.0
FORGOTTEN_AFTER = timedelta(days=1)

_last = 0.0


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
            worker=socket.gethostname(), defaults={"at": now, "engine": engine, "problem": problem}
        )
        Heartbeat.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()
    return bool(engine)
