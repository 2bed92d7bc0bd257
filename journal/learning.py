"""The worker's side of what answers teach: before a reading is kept, new answers are heard and its tags follow them.

What needs the model is done in `prepare`, before the person's feed is held; `follow` then only compares.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from accounts.vault import Unreadable, opened
from journal import lessons, teaching
from journal.documents import TagContent, Taught, VerdictContent
from journal.feed import Writing
from journal.lessons import Example, LessonsContent
from journal.models import Entry, Lessons, Verdict
from journal.teaching import CONFIRMED, Answered, Kind
from patterns.likeness import Likeness, Vectors, compare, pack
from patterns.reader import Reader
from patterns.values import Tag
from patterns.vocabulary import PATTERNS

CORRECTIONS_KEPT = 200
CONFIRMATIONS_KEPT = 100
# Answers that teach nothing (forgotten, unreadable) take a place here too.
LOOKED_AT = 500
log = logging.getLogger("holdfast.journal")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `owner` taught up to now, and where the words of each tag lie (None where nobody asked).

    `version` is that of the record it comes from, 0 for none; `lost` are lessons that are none any more.
    """

    content: LessonsContent
    version: int
    changed: bool
    lost: frozenset[UUID]
    places: tuple[Vectors | None, ...]


@lru_cache(maxsize=1)
def likeness_of(reader: Reader) -> Likeness:
    return Likeness(reader.embed, reader.version)


def prepare(owner: UUID, tags: Sequence[Tag], reader: Reader) -> Prepared | None:
    """Hear the answers of `owner` that are new, and place the words of `tags` beside them; None when nothing is to
    follow. Two queries and one opened record, unless there are new answers."""
    if not tags:
        return None
    try:
        row, content = lessons.find(owner)
    except Unreadable:
        log.error("what was taught cannot be opened")
        return None
    if row is None and not Verdict.objects.filter(owner_id=owner, deleted=False).exists():
        return None
    before = content.taught().keys()
    likeness = likeness_of(reader)
    changed = _hear_new(owner, content, likeness)
    taught = content.taught()
    asked = {lesson.kind.pattern for lesson in taught.values()}
    places = tuple(likeness.place(tag.pattern, [tag.quote])[0] if tag.pattern in asked else None for tag in tags)
    lost = frozenset(before - taught.keys())
    return Prepared(content, row.version if row else 0, changed, lost, places)


def _hear_new(owner: UUID, content: LessonsContent, likeness: Likeness) -> bool:
    """Bring `content` up to the newest answer; after a change of engine all of them are looked at again."""
    again = content.engine != likeness.version
    since = 0 if again else content.heard
    rows = list(Verdict.objects.filter(owner_id=owner, seq__gt=since).order_by("-seq")[:LOOKED_AT])
    if not rows and not again:
        return False
    seen = {row.uid for row in rows}
    old = [] if again else [one for one in content.examples if one.verdict not in seen]
    content.examples = _keep_newest([*_draw(rows, content, likeness), *old])
    content.engine, content.heard = likeness.version, max([content.heard, *(row.seq for row in rows)])
    content.name()
    return True


def _draw(rows: Sequence[Verdict], content: LessonsContent, likeness: Likeness) -> list[Example]:
    standing = [row for row in rows if not row.deleted]
    examples = []
    for row, verdict in opened(standing, VerdictContent):
        if verdict.added:
            continue  # it says nothing to what was read: the tag is the writer's own
        kind = Kind(verdict.about, verdict.answer, verdict.pattern)
        if kind.pattern in PATTERNS and content.teaches(row.seq, kind):
            [vector] = likeness.place(kind.pattern, [verdict.quote])
            examples.append(Example(row.uid, row.seq, kind, pack(vector)))
    return examples


def _keep_newest(examples: list[Example]) -> list[Example]:
    corrections = [one for one in examples if one.kind.answer != CONFIRMED]
    confirmations = [one for one in examples if one.kind.answer == CONFIRMED]
    return corrections[:CORRECTIONS_KEPT] + confirmations[:CONFIRMATIONS_KEPT]


def follow(writing: Writing, entry: Entry, tags: Sequence[TagContent], prepared: Prepared | None) -> None:
    """Put on `tags` what `prepared` says to them, and keep what was learned. An answer to the very words goes before
    it, and so does what its owner asked to forget while the entry was being read."""
    if prepared is None:
        return
    row = Lessons.objects.filter(owner_id=entry.owner_id).first()
    content = prepared.content
    if (row.version if row else 0) != prepared.version:
        try:
            content = row.unseal(LessonsContent) if row else LessonsContent()
        except Unreadable:
            return
        if content.engine != prepared.content.engine:
            return
    elif prepared.changed:
        lessons.keep(writing, entry.owner_id, row, content)
        lessons.undo(writing, entry.owner_id, prepared.lost, but=entry.uid)
    for tag, place in zip(tags, prepared.places, strict=True):
        tag.taught = _follow(tag, place, content) if place is not None and tag.verdict is None else None


def _follow(tag: TagContent, place: Vectors, content: LessonsContent) -> Taught | None:
    about = [one for one in content.examples if one.kind.pattern == tag.pattern]
    cosines = compare(place, [one.vector for one in about])
    answers = [Answered(one.kind, cosine) for one, cosine in zip(about, cosines, strict=True)]
    found = teaching.follow(tag.pattern, answers)
    if found is None or not teaching.changes(found.kind, tag.holder, tag.status):
        return None
    lesson = next(lesson for lesson in content.taught().values() if lesson.kind == found.kind)
    return Taught(lesson.id, found.kind.answer, found.kind.corrected, found.times)
