"""Reading entries: claim, open, read, keep the result for exactly the version that was read."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import new_id
from accounts.vault import Unreadable, opened
from journal import feed, learning, marking, verdicts
from journal.answers import own_tags, read_answers, verdicts_of
from journal.documents import EntryContent, PersonContent, ReadingContent, TagContent
from journal.models import Entry, Person, Reading
from patterns.reader import Reader
from patterns.values import Reading as Finding

LEASE = timedelta(seconds=20)
TRIES = 3
"""A text that this often was not read, because the reader failed or its worker died over it, is set aside."""

PATIENCE = timedelta(hours=1)
"""The pause after an entry that cannot even be set aside, such as one whose owner's key is damaged."""

log = logging.getLogger("holdfast.journal")


class LeaseLost(Exception):
    """The entry was edited, deleted or taken by another worker while it was being read."""


class Interrupted(Exception):
    """Something else goes first; what was begun is given back."""


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of this process. Raises patterns' ModelError while its model is missing."""
    return Reader.load()


def due() -> QuerySet[Entry]:
    """Entries that want reading and that no worker holds: those that were tried least first, then the longest waiting.

    One that was tried too often stays due, to be set aside."""
    return Entry.objects.filter(is_free(), wants_reading=True, owner__reading=True).order_by("attempts", "wanted_at")


def is_free() -> Q:
    """The condition that no worker holds an entry (any more)."""
    return Q(leased_until__isnull=True) | Q(leased_until__lt=timezone.now())


def read_entry(
    entry: int, among: Callable[[], QuerySet[Entry]] = due, give_way: Callable[[], None] | None = None
) -> bool:
    """Read the entry with this internal id if it still is `among` those to be read. True when a reading was kept.

    `give_way` is called after each batch of sentences and may raise `Interrupted`. A text that failed too often is set
    aside. Raises patterns' ModelError while the model is missing.
    """
    engine = reader()
    lease = _claim(entry, among())
    row = Entry.objects.filter(pk=entry).first()
    if lease is None or row is None:
        return False
    try:
        if row.attempts > TRIES:
            _set_aside(row, engine.version)
            return False
        content = row.unseal(EntryContent)
        finding = engine.read(content.text, after_batch=lambda: lease.renew(give_way))
        learned = learning.prepare(row.owner_id, finding.tags, engine)
        return _keep(row, content, finding, learned) or lease.give_back()
    except LeaseLost:
        return False
    except Interrupted:
        return lease.give_back()
    except DatabaseError:
        lease.give_back()  # not the text's fault
        raise
    except Unreadable:
        log.error("an entry cannot be opened", extra={"entry": entry})
        return False


class Lease:
    """A claim on one entry, renewed while it is being read."""

    def __init__(self, entry: int, until: datetime) -> None:
        self.entry, self.until = entry, until

    def renew(self, give_way: Callable[[], None] | None = None) -> None:
        """Raises LeaseLost when the claim is no longer ours, and what `give_way` raises."""
        later = timezone.now() + LEASE
        if not self._held().update(leased_until=later):
            raise LeaseLost
        self.until = later
        if give_way is not None:
            give_way()

    def give_back(self) -> bool:
        """Let anybody have the entry, as if it had not been tried. False, for nothing was read."""
        with suppress(DatabaseError):
            self._held().update(leased_until=None, attempts=F("attempts") - 1)
        return False

    def _held(self) -> QuerySet[Entry]:
        return Entry.objects.filter(pk=self.entry, leased_until=self.until)


def _claim(entry: int, among: QuerySet[Entry]) -> Lease | None:
    until = timezone.now() + LEASE
    pause = Case(When(attempts__lt=TRIES, then=Value(until)), default=Value(until + PATIENCE))
    # The first condition is asked of the row itself once more, after another worker that had it has let go of it.
    claimed = Entry.objects.filter(is_free(), pk=entry, pk__in=among.order_by().values("pk")).update(
        leased_until=pause, attempts=F("attempts") + 1
    )
    return Lease(entry, until) if claimed else None


def _keep(read: Entry, content: EntryContent, finding: Finding, learned: learning.Prepared | None) -> bool:
    with feed.writing(read.owner_id) as writing:
        entry = _still(read)
        if entry is None:
            return False
        earlier = Reading.objects.filter(entry=entry).first()
        answers = read_answers(verdicts_of(entry))
        result = _describe(entry, content, finding, earlier, answers)
        learning.follow(writing, entry, result.tags, learned)
        marking.join(result, content.text, answers)
        _write(writing, entry, earlier, result, finding.engine)
    return True


def _set_aside(read: Entry, engine: str) -> None:
    """Say that this version could not be read. What an earlier reader found in it stays."""
    with feed.writing(read.owner_id) as writing:
        entry = _still(read)
        if entry is None:
            return
        earlier = Reading.objects.filter(entry=entry).first()
        known = next(opened([earlier] if earlier and not earlier.deleted else [], ReadingContent), (None, None))[1]
        if known is None or known.content_version != entry.version or known.skipped == "failed":
            known = ReadingContent(
                entry=entry.uid, content_version=entry.version, engine=engine, language="und", skipped="failed"
            )
            known.tags = own_tags(entry)
        _write(writing, entry, earlier, known, engine, set_aside=True)
    log.error("an entry was set aside: it could not be read", extra={"entry": read.pk})


def _still(read: Entry) -> Entry | None:
    """The entry, if it is as it was when its reading began and may still be read."""
    entry = Entry.objects.select_related("owner").get(pk=read.pk)
    same = (entry.version, entry.wants_reading) == (read.version, read.wants_reading)
    return entry if same and entry.owner.reading else None


def _write(
    writing: feed.Writing, entry: Entry, earlier: Reading | None, content: ReadingContent, engine: str,
    *, set_aside: bool = False,
) -> None:  # fmt: skip
    record = earlier or Reading(owner_id=entry.owner_id, uid=entry.uid, entry=entry, version=0)
    record.version += 1
    record.local_day, record.content_version = entry.local_day, entry.version
    record.engine, record.looked_at, record.set_aside = engine, timezone.now(), set_aside
    writing.write(record, content)
    # Not through the feed: that an entry was read is no change of the entry, and must not look like one to a phone.
    Entry.objects.filter(pk=entry.pk).update(
        wants_reading=False, read_version=entry.version, leased_until=None, attempts=0
    )


def _describe(
    entry: Entry, content: EntryContent, finding: Finding, earlier: Reading | None, answers: marking.Answers
) -> ReadingContent:
    names = _names(entry.owner_id, content.people)
    tags = [
        TagContent(
            new_id(), tag.pattern, tag.family, tag.holder, tag.status, tag.start, tag.end, tag.quote,
            round(tag.confidence, 3), tag.why, _person(tag.quote, names),
        )
        for tag in finding.tags
    ]  # fmt: skip
    for _, known in opened([earlier] if earlier and not earlier.deleted else [], ReadingContent):
        verdicts.keep_ids(tags, [tag for tag in [*known.tags, *known.covered] if not tag.own])
    verdicts.settle(tags, [said for _, said in answers])
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
