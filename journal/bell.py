"""The doorbell: tells a worker that entries wait. The rows say what is to be read; a lost ring costs seconds.

Rings are gathered for a moment and sent by a thread of their own: a save neither waits for the broker, be it slow or
away, nor pays for a message of its own when many come at once. The task is named, not imported, so that a web process
never loads the reader.
"""

import logging
import threading
import time
from functools import partial

import redis
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

READ_ENTRIES = "journal.read_entries"
GATHER_S = 0.02
PAUSE_S = 5.0
AT_ONCE = 20
log = logging.getLogger("holdfast.journal")


def send(entries: list[int]) -> bool:
    """Tell a worker about `entries` (internal ids), one message for each twenty. False when the broker is away."""
    try:
        for start in range(0, len(entries), AT_ONCE):
            current_app.send_task(READ_ENTRIES, args=[entries[start : start + AT_ONCE]], retry=False)
    except (OperationalError, redis.RedisError, OSError):
        log.warning("the broker does not answer; the sweep will find what waits", extra={"count": len(entries)})
        return False
    return True


class Bell:
    """Gathers rings and sends them from a thread that starts with the first one."""

    def __init__(self) -> None:
        self._waiting: list[int] = []
        self._rung = threading.Condition()
        self._thread: threading.Thread | None = None

    def ring(self, entries: list[int]) -> None:
        with self._rung:
            self._waiting += entries
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._answer, name="doorbell", daemon=True)
                self._thread.start()
            self._rung.notify()

    def take(self) -> list[int]:
        """What was rung for since the last time, each entry once; waits until there is something."""
        with self._rung:
            while not self._waiting:
                self._rung.wait()
        time.sleep(GATHER_S)
        with self._rung:
            taken, self._waiting = list(dict.fromkeys(self._waiting)), []
        return taken

    def _answer(self) -> None:
        while True:
            if not send(self.take()):
                time.sleep(PAUSE_S)
                with self._rung:
                    self._waiting.clear()  # the sweep has found them, or will


_bell = Bell()


def ring_after_commit(entries: list[int]) -> None:
    """Ring for `entries` once the transaction is kept; nothing happens when it is not."""
    if entries:
        transaction.on_commit(partial(_bell.ring, entries))
