"""Reading entries: claim, open, read, keep the result for exactly the version that was read."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import new_id
from accounts.vault import Unreadable, opened
from journal import feed, verdicts
from journal.documents import EntryContent, PersonContent, ReadingContent, TagContent, VerdictContent
from journal.models import Entry, Person, Reading, Verdict
from patterns.reader import Reader
from patterns.values import Reading as Finding

LEASE = timedelta(seconds=20)
# An entry that was claimed this often without being read is tried again only once an hour, so that it holds up nobody.
PATIENT_AFTER = 5
PATIENCE = timedelta(hours=1)
log = logging.getLogger("holdfast.journal")


class LeaseLost(Exception):
    """The entry was edited, deleted or taken by another worker while it was being read."""


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of this process. Raises patterns' ModelError while its model is missing."""
    return Reader.load()


def due() -> QuerySet[Entry]:
    """Entries that want reading and that no worker holds, the longest waiting first."""
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now, attempts__lt=PATIENT_AFTER)
    patient = Q(leased_until__lt=now - PATIENCE)
    return Entry.objects.filter(free | patient, wants_reading=True, owner__reading=True).order_by("wanted_at")


def read_entry(entry: int) -> bool:
    """Read the entry with this internal id, if it still waits. True when a reading was kept."""
    held_until = _claim(entry)
    row = Entry.objects.filter(pk=entry).first()
    if held_until is None or row is None:
        return False
    lease = Lease(entry, held_until)
    try:
        content = row.unseal(EntryContent)
        finding = reader().read(content.text, after_batch=lease.renew)
    except LeaseLost:
        return False
    except Unreadable:
        log.error("an entry cannot be opened", extra={"entry": entry})
        return False
    return _keep(row, content, finding)


class Lease:
    """A claim on one entry, renewed while it is being read."""

    def __init__(self, entry: int, until: datetime) -> None:
        self.entry, self.until = entry, until

    def renew(self) -> None:
        """Raises LeaseLost when the claim is no longer ours."""
        later = timezone.now() + LEASE
        if not Entry.objects.filter(pk=self.entry, leased_until=self.until).update(leased_until=later):
            raise LeaseLost
        self.until = later


def _claim(entry: int) -> datetime | None:
    until = timezone.now() + LEASE
    claimed = due().filter(pk=entry).order_by().update(leased_until=until, attempts=F("attempts") + 1)
    return until if claimed else None


def _keep(read: Entry, content: EntryContent, finding: Finding) -> bool:
    with feed.writing(read.owner_id) as writing:
        entry = Entry.objects.select_related("owner").get(pk=read.pk)
        if entry.version != read.version or not entry.wants_reading or not entry.owner.reading:
            return False
        earlier = Reading.objects.filter(entry=entry).first()
        result = _describe(entry, content, finding, earlier)
        record = earlier or Reading(owner_id=entry.owner_id, uid=entry.uid, entry=entry, version=0)
        record.version += 1
        record.local_day, record.content_version = entry.local_day, entry.version
        writing.write(record, result)
        # Not through the feed: that an entry was read is no change of the entry, and must not look like one to a phone.
        Entry.objects.filter(pk=entry.pk).update(
            wants_reading=False, read_version=entry.version, leased_until=None, attempts=0
        )
    return True


def _describe(entry: Entry, content: EntryContent, finding: Finding, earlier: Reading | None) -> ReadingContent:
    names = _names(entry.owner_id, content.people)
    tags = [
        TagContent(
            new_id(), tag.pattern, tag.family, tag.holder, tag.status, tag.start, tag.end, tag.quote,
            round(tag.confidence, 3), tag.why, _person(tag.quote, names),
        )
        for tag in finding.tags
    ]  # fmt: skip
    for _, known in opened([earlier] if earlier and not earlier.deleted else [], ReadingContent):
        verdicts.keep_ids(tags, known.tags)
    rows = Verdict.objects.filter(entry=entry, deleted=False).order_by("seq")
    verdicts.settle(tags, [answer for _, answer in opened(rows, VerdictContent)])
    return ReadingContent(
        entry=entry.uid,
        content_version=entry.version,
        engine=finding.engine,
        language=finding.language,
        skipped=finding.skipped,
        tags=tags,
    )


def _names(owner: UUID, people: Sequence[UUID]) -> dict[UUID, str]:
    rows = Person.objects.filter(owner_id=owner, uid__in=people, deleted=False)
    return {row.uid: known.name for row, known in opened(rows, PersonContent)}


def _person(quote: str, names: dict[UUID, str]) -> UUID | None:
    """Whom a tag is about: the entry's only person, else the one whose name stands in its words, else nobody known."""
    if len(names) == 1:
        return next(iter(names))
    words = set(verdicts.WORD.findall(quote.casefold()))
    named = [uid for uid, name in names.items() if words & set(verdicts.WORD.findall(name.casefold()))]
    return named[0] if len(named) == 1 else None
