"""A journal with readings in it, written through the feed as the recording and the reading worker write it."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from insights import practising
from insights.models import Practice
from journal import feed, recorders
from journal.documents import ReadingContent, TagContent
from journal.models import Entry, Reading
from journal.vocabulary import FAMILY_OF

ENGINE = "reader-1"


def tag(pattern: str, status: str = "enacted", holder: str = "self", quote: str = "these words") -> TagContent:
    return TagContent(uuid4(), pattern, FAMILY_OF[pattern], holder, status, 0, len(quote), quote, 0.9, "why")


def write(owner: User, day: date, text: str = "A plain day.", mood: int | None = None) -> Entry:
    """An entry as it is kept; it waits for its reading."""
    doc = {"text": text, "mood": mood, "written_at": datetime.combine(day, time(20), UTC).isoformat()}
    record = _keep(owner, "entry", uuid4(), None, doc | {"zone": "Europe/Berlin", "local_day": day.isoformat()})
    assert isinstance(record, Entry)
    return record


def move(entry: Entry, day: date) -> None:
    """The same entry on another day."""
    recorder = recorders.find("entry")
    assert recorder is not None
    doc = recorder.kind.document(entry) | {"local_day": day.isoformat()}
    _keep(entry.owner, "entry", entry.uid, Entry.objects.get(pk=entry.pk), doc)


def read(entry: Entry, *tags: TagContent) -> None:
    """What was read in the entry as it stands."""
    with feed.writing(entry.owner_id) as writing:
        row = Entry.objects.get(pk=entry.pk)
        record = Reading.objects.filter(entry=row).first() or Reading(
            owner_id=row.owner_id, uid=row.uid, entry=row, version=0
        )
        record.version += 1
        record.local_day, record.content_version = row.local_day, row.version
        content = ReadingContent(entry=row.uid, content_version=row.version, engine=ENGINE, tags=list(tags))
        writing.write(record, content)
        Entry.objects.filter(pk=row.pk).update(wants_reading=False, read_version=row.version)


def keep(owner: User, day: date, *tags: TagContent, mood: int | None = None) -> Entry:
    """An entry that was read."""
    entry = write(owner, day, mood=mood)
    read(entry, *tags)
    return entry


def erase(entry: Entry) -> None:
    recorder = recorders.find("entry")
    assert recorder is not None
    with feed.writing(entry.owner_id) as writing:
        recorders.erase(writing, recorder, Entry.objects.get(pk=entry.pk))


def answer(entry: Entry, tag: TagContent, answer: str) -> None:
    """The writer's answer to a tag."""
    _keep(entry.owner, "verdict", uuid4(), None, {"entry": str(entry.uid), "tag": str(tag.id), "answer": answer})


def practise(owner: User, exercise: str, day: date, feeling: str | None = None) -> Practice:
    doc = {"exercise": exercise, "local_day": day.isoformat(), "zone": "UTC", "feeling": feeling}
    doc["done_at"] = datetime.combine(day, time(21), UTC).isoformat()
    content = practising.parse_practice(doc)
    with feed.writing(owner.pk) as writing:
        record = recorders.keep(writing, practising.RECORDER, owner.pk, uuid4(), None, content)
    assert isinstance(record, Practice)
    return record


def _keep(owner: User, kind: str, uid: UUID, record: Any, doc: dict[str, Any]) -> Any:
    recorder = recorders.find(kind)
    assert recorder is not None
    with feed.writing(owner.pk) as writing:
        return recorders.keep(writing, recorder, owner.pk, uid, record, recorder.parse(doc))
