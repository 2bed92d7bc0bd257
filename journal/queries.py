"""Reads over the journal for those who stand above it: weeks, health, the conventional routes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from accounts.vault import Unreadable
from journal import verdicts
from journal.documents import EntryContent, ReadingContent
from journal.models import Entry, Feed, Reading, Verdict


@dataclass(frozen=True, slots=True)
class SeenTag:
    """A tag as it counts: the writer's answer is already heard, a denied tag is absent."""

    id: UUID
    pattern: str
    family: str
    holder: str
    status: str
    quote: str
    confidence: float
    person: UUID | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as a week sees it. `waiting`: its reading is still to come; `engine` is empty when it was not read.

    `looked_by` is the last reader that looked at it, at `looked_at`; where that one failed it is not the `engine` that
    found the tags. `renewed`: what another reader had read is read again.
    """

    id: UUID
    day: date
    written_at: datetime
    mood: int | None
    people: tuple[UUID, ...]
    tags: tuple[SeenTag, ...]
    read: bool
    waiting: bool
    engine: str
    looked_by: str
    looked_at: datetime | None
    renewed: bool


def entries_between(owner: User, first: date, last: date) -> list[SeenEntry]:
    """The entries of these days, oldest first, in two queries. An entry that cannot be opened is left out."""
    rows = Entry.objects.filter(owner=owner, deleted=False, local_day__range=(first, last))
    readings = {
        reading.entry_id: reading
        for reading in Reading.objects.filter(owner=owner, deleted=False, entry__in=[row.pk for row in rows])
    }
    seen = [_see(row, readings.get(row.pk), owner.reading) for row in rows]
    return sorted((entry for entry in seen if entry), key=lambda entry: (entry.day, entry.written_at))


def _see(row: Entry, reading: Reading | None, consents: bool) -> SeenEntry | None:
    try:
        content = row.unseal(EntryContent)
        current = reading is not None and reading.content_version == row.version
        found = reading.unseal(ReadingContent) if reading is not None and current else None
    except Unreadable:
        return None
    return SeenEntry(
        id=row.uid,
        day=row.local_day,
        written_at=content.written_at,
        mood=content.mood,
        people=tuple(content.people),
        tags=see_tags(found) if found else (),
        read=found is not None and found.skipped is None,
        waiting=row.wants_reading and consents,
        engine=found.engine if found else "",
        looked_by=reading.engine if reading is not None and found else "",
        looked_at=reading.looked_at if reading is not None and found else None,
        renewed=consents,
    )


def see_tags(found: ReadingContent) -> tuple[SeenTag, ...]:
    """The tags of a reading with the writer's answers heard."""
    return tuple(
        SeenTag(
            tag.id, meaning.pattern, meaning.family, meaning.holder, meaning.status, tag.quote, tag.confidence,
            tag.person, tag.verdict,
        )
        for tag in found.tags
        if (meaning := verdicts.hear(tag)) is not None
    )  # fmt: skip


def changed_since(owner: UUID, seq: int) -> tuple[frozenset[date], int]:
    """The days that entries, readings or verdicts touched after number `seq` (also the days that an entry was
    moved from), and the number that this is true for."""
    counter = Feed.objects.filter(owner_id=owner).values_list("seq", flat=True).first() or 0
    days: set[date] = set()
    for model in (Entry, Reading, Verdict):
        days |= set(model.objects.filter(owner_id=owner, seq__gt=seq).values_list("local_day", flat=True))
    moved = Entry.objects.filter(owner_id=owner, seq__gt=seq).exclude(left_days=[])
    left = {date.fromisoformat(day) for some in moved.values_list("left_days", flat=True) for day in some}
    return frozenset(days | left), counter


def oldest_unread_s() -> float | None:
    """How long the longest waiting entry has waited, in seconds; None when nothing waits."""
    waiting = Entry.objects.filter(wants_reading=True, owner__reading=True).aggregate(since=Min("wanted_at"))["since"]
    return (timezone.now() - waiting).total_seconds() if waiting else None


def set_aside() -> int:
    """How many entries were set aside because they could not be read."""
    return Reading.objects.filter(set_aside=True, deleted=False).count()
