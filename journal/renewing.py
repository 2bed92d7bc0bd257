"""Reading again what another reader had read: in the background, and only while nothing new waits."""

import logging
import time

from django.db import DatabaseError
from django.db.models import Q, QuerySet

from journal import heartbeat, tagging
from journal.models import Entry

ROUND_S = 3.0
AT_ONCE = 50
log = logging.getLogger("holdfast.journal")


def outdated() -> QuerySet[Entry]:
    """Entries whose last look was by another reader than this process has, and that no worker holds: those that were
    tried least first, then the newest days. Without consent to reading nobody's entry is among them."""
    engine = tagging.reader().version
    other = Q(reading__engine__lt=engine) | Q(reading__engine__gt=engine)
    return Entry.objects.filter(
        tagging.is_free(), other, reading__deleted=False, wants_reading=False, owner__reading=True
    ).order_by("attempts", "-local_day", "-pk")


def renew() -> int:
    """Read again what another reader had read, for a few seconds; returns how many readings were kept.

    Ends, in the middle of an entry too, as soon as something new waits. Nothing is read again while workers of two
    versions are at work: each would undo what the other did. Raises DatabaseError.
    """
    if not heartbeat.is_agreed():
        return 0
    end, kept = time.monotonic() + ROUND_S, 0
    for entry in list(outdated().values_list("pk", flat=True)[:AT_ONCE]):
        if time.monotonic() > end or tagging.due().exists():
            break
        try:
            kept += tagging.read_entry(entry, outdated, give_way)
        except DatabaseError:
            raise
        except Exception:  # this one is tried again later, and set aside in the end
            log.exception("an entry could not be read again", extra={"entry": entry})
        heartbeat.beat()
    return kept


def give_way() -> None:
    """Raises tagging's Interrupted when something new waits."""
    if tagging.due().exists():
        raise tagging.Interrupted
