"""Recording entries, people and verdicts: the verbs that cause reading."""

from django.utils import timezone

from accounts.refusals import Refusal
from accounts.vault import Unreadable, opened
from journal import lessons, verdicts
from journal.documents import (
    EntryContent,
    PersonContent,
    ReadingContent,
    VerdictContent,
    parse,
    parse_entry,
)
from journal.feed import Writing
from journal.kinds import ENTRY, PERSON, VERDICT
from journal.models import Entry, Person, Reading, Verdict
from journal.recorders import Recorder, register
from journal.vocabulary import PATTERNS


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


def parse_verdict(doc: object) -> VerdictContent:
    """Raises Refusal also when a pattern is named without reason, or is not one of ours."""
    content = parse(doc, VerdictContent)
    if (content.answer == "other_pattern") != (content.pattern is not None):
        raise Refusal("invalid", "A pattern is named with the answer `other_pattern`, and only then.", "pattern")
    if content.pattern is not None and content.pattern not in PATTERNS:
        raise Refusal("invalid", "This pattern is not known.", "pattern")
    return content


def place_verdict(writing: Writing, verdict: Verdict, content: VerdictContent | None) -> None:
    """Bind the verdict to the tag's pattern and words. Raises Refusal when there is no such tag."""
    if content is None:
        return
    writing.flush()
    reading = Reading.objects.filter(owner_id=verdict.owner_id, uid=content.entry, deleted=False).first()
    tags = reading.unseal(ReadingContent).tags if reading is not None else []
    tag = next((tag for tag in tags if tag.id == content.tag), None)
    if reading is None or tag is None:
        raise Refusal("unknown_tag", "This tag is not there any more.", "tag")
    verdict.entry_id, verdict.local_day = reading.entry_id, reading.local_day
    content.about, content.quote = tag.pattern, tag.quote


def after_verdict(writing: Writing, verdict: Verdict, content: VerdictContent | None) -> None:
    """Put the answers on the tags of the entry, so that every device and every week sees them."""
    writing.flush()
    lessons.reconsider(writing, verdict, content)
    reading = Reading.objects.filter(entry_id=verdict.entry_id, deleted=False).first()
    if reading is None:
        return
    try:
        found = reading.unseal(ReadingContent)
    except Unreadable:
        return  # the answer stands, and waits for a reading that can be opened
    rows = Verdict.objects.filter(entry_id=verdict.entry_id, deleted=False).order_by("seq")
    verdicts.settle(found.tags, [answer for _, answer in opened(rows, VerdictContent)])
    reading.version += 1
    writing.write(reading, found)
    writing.flush()


def register_all() -> None:
    """Let entries, people and verdicts be written."""
    register(Recorder(ENTRY, parse_entry, place_entry, after_entry))
    register(Recorder(PERSON, parse_person, place_nothing, place_nothing))
    register(Recorder(VERDICT, parse_verdict, place_verdict, after_verdict))
