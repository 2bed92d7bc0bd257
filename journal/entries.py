"""Recording entries and people: the verbs that cause reading. Answers to tags are recorded by `journal/answers.py`."""

from django.utils import timezone

from journal import lessons
from journal.answers import after_verdict, parse_verdict, place_verdict
from journal.documents import EntryContent, PersonContent, parse, parse_entry
from journal.feed import Writing
from journal.kinds import ENTRY, PERSON, VERDICT
from journal.models import Entry, Person, Reading, Verdict
from journal.recorders import Recorder, register


def place_entry(writing: Writing, entry: Entry, content: EntryContent | None) -> None:
    """Set the clear columns: the day, and whether this version is to be read. A reader at work loses its claim."""
    if content is not None:
        before = entry.local_day.isoformat() if entry.pk else None
        if before and entry.local_day != content.local_day and before not in entry.left_days:
            entry.left_days = [*entry.left_days, before]
        entry.local_day = content.local_day
    entry.wants_reading = content is not None and content.read and bool(content.text.strip())
    entry.wanted_at = timezone.now() if entry.wants_reading else None
    entry.leased_until, entry.attempts = None, 0


def after_entry(writing: Writing, entry: Entry, content: EntryContent | None) -> None:
    """Ring for a reading, or take away what was read when there is nothing (more) to read."""
    if entry.wants_reading:
        writing.ring_for(entry)
    elif entry.pk:
        _clear(writing, entry, gone=content is None)


def _clear(writing: Writing, entry: Entry, *, gone: bool) -> None:
    reading = Reading.objects.filter(entry=entry, deleted=False).first()
    if reading is not None:
        reading.version += 1
        writing.write(reading, None, deleted=True)
    answers = list(Verdict.objects.filter(entry=entry, deleted=False)) if gone else []
    for verdict in answers:
        verdict.version += 1
        writing.write(verdict, None, deleted=True)
    if answers:
        writing.flush()
        lessons.drop(writing, entry.owner_id, {verdict.uid for verdict in answers})


def place_nothing(writing: Writing, record: Person, content: PersonContent | None) -> None:
    """People have no clear columns."""


def parse_person(doc: object) -> PersonContent:
    return parse(doc, PersonContent)


def register_all() -> None:
    """Let entries, people and verdicts be written."""
    register(Recorder(ENTRY, parse_entry, place_entry, after_entry))
    register(Recorder(PERSON, parse_person, place_nothing, place_nothing))
    register(Recorder(VERDICT, parse_verdict, place_verdict, after_verdict))
