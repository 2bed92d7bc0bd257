"""The worker's jobs. They take ids only; whether there is anything to do is asked of the rows."""

import logging
from typing import Any
from uuid import UUID

from celery import current_app, shared_task
from celery.signals import worker_process_init
from django.db import DatabaseError
from django.utils import timezone

from journal import bell, heartbeat, reminding, renewing, tagging

RUNG_AT_ONCE = 200
REMINDED_AT_ONCE = 20
REMIND = "journal.remind"
log = logging.getLogger("holdfast.journal")


@worker_process_init.connect
def start(**_: Any) -> None:
    """Load the model before the first entry comes, and say so (Celery's own hook for a fresh worker process)."""
    try:
        heartbeat.start()
    except DatabaseError:
        log.warning("the database does not answer yet")


@shared_task(name=bell.READ_ENTRIES)
def read_entries(entries: list[int]) -> None:
    """Read these entries, each if it still waits."""
    if not heartbeat.beat():
        return
    for entry in entries:
        try:
            tagging.read_entry(entry)
        except DatabaseError:
            raise
        except Exception:  # one entry that cannot be read must not keep the others waiting; the sweep tries it again
            log.exception("an entry could not be read", extra={"entry": entry})
        heartbeat.beat()


@shared_task(name="journal.sweep")
def sweep() -> None:
    """Ring again for what waits: a ring may have been lost, or a worker may have died over an entry. While nothing
    waits, what another reader had read is read again."""
    if not heartbeat.beat():
        return
    waiting = list(tagging.due().values_list("pk", flat=True)[:RUNG_AT_ONCE])
    if waiting:
        bell.send(waiting)
    else:
        renewing.renew()


@shared_task(name="journal.ring")
def ring() -> None:
    """Hand on whose reminders are due, some at a time, so that entries are read in between."""
    owners = [str(owner) for owner in reminding.due(timezone.now()).values_list("pk", flat=True)[:RUNG_AT_ONCE]]
    for start in range(0, len(owners), REMINDED_AT_ONCE):
        current_app.send_task(REMIND, args=[owners[start : start + REMINDED_AT_ONCE]], expires=60, retry=False)


@shared_task(name=REMIND)
def remind(owners: list[str]) -> None:
    """Remind these people, each if it is still time."""
    reminding.ring([UUID(owner) for owner in owners])
