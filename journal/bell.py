"""The doorbell: tells a worker that entries wait. The rows say what is to be read; a lost ring costs seconds.

The task is named, not imported, so that a web process never loads the reader.
"""

import logging
import time
from functools import partial

import redis
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

READ_ENTRIES = "journal.read_entries"
PAUSE_S = 5.0
AT_ONCE = 20
log = logging.getLogger("holdfast.journal")

_quiet_until = 0.0


def ring(entries: list[int]) -> None:
    """Ring for `entries` (internal ids) in one message."""
    global _quiet_until
    if not entries or time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(READ_ENTRIES, args=[entries], retry=False)
    except (OperationalError, redis.RedisError, OSError):
        # A broker that is away must not slow the next saves: the sweep finds what was not rung for.
        _quiet_until = time.monotonic() + PAUSE_S
        log.warning("the broker does not answer; the sweep will find what waits", extra={"count": len(entries)})


def ring_after_commit(entries: list[int]) -> None:
    """Ring once the transaction is kept; nothing happens when it is not."""
    for start in range(0, len(entries), AT_ONCE):
        transaction.on_commit(partial(ring, entries[start : start + AT_ONCE]))
