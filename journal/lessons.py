"""What a person's answers taught: kept sealed, shown to them, forgotten when they ask. No model is needed for that.

The worker adds what is new (`journal/learning.py`); whoever takes an answer back, or deletes its entry, takes what it
taught along at once. All verbs that write work inside a `feed.writing` transaction.
"""

import logging
from collections.abc import Collection
from uuid import UUID

import msgspec

from accounts.models import new_id
from accounts.vault import Unreadable, opened
from journal.documents import ReadingContent, VerdictContent
from journal.feed import Writing
from journal.models import Lessons, Reading, Verdict
from journal.teaching import CONFIRMED, TIMES, Answer, Kind

SHOWN = 3
log = logging.getLogger("holdfast.journal")


class Example(msgspec.Struct):
    """One answer that teaches: the verdict, its feed number, its kind, and where its words lie (8 bits a number)."""

    verdict: UUID
    seq: int
    kind: Kind
    vector: bytes


class Lesson(msgspec.Struct):
    """A kind of answer under the id that tags and devices name it by. Answers up to the feed number `forgotten` teach
    nothing any more."""

    id: UUID
    kind: Kind
    forgotten: int = 0


class LessonsContent(msgspec.Struct):
    """All that one person taught. `engine` drew the vectors; `heard` is the newest feed number that was looked at."""

    v: int = 1
    engine: str = ""
    heard: int = 0
    forgotten: int = 0
    examples: list[Example] = []
    lessons: list[Lesson] = []

    def taught(self) -> dict[UUID, Lesson]:
        """The lessons that enough answers teach, by id."""
        return {one.id: one for one in self.lessons if len(self.of(one.kind)) >= TIMES}

    def of(self, kind: Kind) -> list[Example]:
        return [one for one in self.examples if one.kind == kind]

    def teaches(self, seq: int, kind: Kind) -> bool:
        """Whether the answer with this feed number was not forgotten since it was given."""
        return seq > max(self.forgotten, *(one.forgotten for one in self.lessons if one.kind == kind), 0)

    def name(self) -> None:
        """Give every kind of correction its lesson."""
        known = {one.kind for one in self.lessons}
        new = dict.fromkeys(one.kind for one in self.examples if one.kind.answer != CONFIRMED)
        self.lessons += [Lesson(new_id(), kind) for kind in new if kind not in known]


class LessonShown(msgspec.Struct):
    """A lesson as its owner sees it: what was read, how it is read now, how many answers taught it, and the newest of
    the words that they were about."""

    id: UUID
    pattern: str
    answer: Answer
    corrected: str | None
    times: int
    quotes: list[str]


def find(owner: UUID) -> tuple[Lessons | None, LessonsContent]:
    """The record of `owner` and what it holds. Raises Unreadable."""
    row = Lessons.objects.filter(owner_id=owner).first()
    return row, row.unseal(LessonsContent) if row else LessonsContent()


def keep(writing: Writing, owner: UUID, row: Lessons | None, content: LessonsContent) -> None:
    """Seal `content` as what `owner` taught."""
    row = row or Lessons(owner_id=owner, uid=new_id(), version=0)
    row.version += 1
    writing.write(row, content)
    writing.flush()


def show(owner: UUID) -> list[LessonShown]:
    """The lessons of `owner`, the one with the newest answer first, in two queries. Raises Unreadable."""
    _, content = find(owner)
    taught = {lesson.id: sorted(content.of(lesson.kind), key=_newest) for lesson in content.taught().values()}
    wanted = [one.verdict for examples in taught.values() for one in examples[:SHOWN]]
    rows = Verdict.objects.filter(owner_id=owner, uid__in=wanted, deleted=False)
    quotes = {row.uid: verdict.quote for row, verdict in opened(rows, VerdictContent)}
    lessons = sorted(content.taught().values(), key=lambda lesson: _newest(taught[lesson.id][0]))
    return [_show(lesson, taught[lesson.id], quotes) for lesson in lessons]


def _newest(example: Example) -> int:
    return -example.seq


def _show(lesson: Lesson, examples: list[Example], quotes: dict[UUID, str]) -> LessonShown:
    kind = lesson.kind
    words = [quotes[one.verdict] for one in examples[:SHOWN] if one.verdict in quotes]
    return LessonShown(lesson.id, kind.pattern, kind.answer, kind.corrected, len(examples), words)


def forget(writing: Writing, owner: UUID, lesson: UUID) -> bool:
    """Forget one lesson: its answers stand for their own words, and teach no more. False when there is no such lesson.

    Raises Unreadable.
    """
    row, content = find(owner)
    found = content.taught().get(lesson)
    if row is None or found is None:
        return False
    found.forgotten = writing.seq
    content.examples = [one for one in content.examples if one.kind != found.kind]
    keep(writing, owner, row, content)
    undo(writing, owner, {lesson})
    return True


def forget_all(writing: Writing, owner: UUID) -> None:
    """Forget everything that was learned, also what cannot be opened any more."""
    row = Lessons.objects.filter(owner_id=owner).first()
    if row is not None:
        keep(writing, owner, row, LessonsContent(heard=writing.seq, forgotten=writing.seq))
        undo(writing, owner)


def drop(writing: Writing, owner: UUID, verdicts: Collection[UUID]) -> None:
    """Take away what these answers taught: they were taken back, or changed, or their words are gone."""
    try:
        row, content = find(owner)
    except Unreadable:
        log.error("what was taught cannot be opened")
        return
    kept = [one for one in content.examples if one.verdict not in verdicts]
    if row is None or len(kept) == len(content.examples):
        return
    before, content.examples = content.taught().keys(), kept
    keep(writing, owner, row, content)
    undo(writing, owner, before - content.taught().keys())


def reconsider(writing: Writing, verdict: Verdict, content: VerdictContent | None) -> None:
    """Take away what `verdict` taught when it was deleted or says something else now. Its new answer teaches when the
    worker next reads."""
    if verdict.version == 1:
        return
    try:
        _, known = find(verdict.owner_id)
    except Unreadable:
        return
    kind = Kind(content.about, content.answer, content.pattern) if content else None
    if any(one.verdict == verdict.uid and one.kind != kind for one in known.examples):
        drop(writing, verdict.owner_id, {verdict.uid})


def undo(writing: Writing, owner: UUID, lessons: Collection[UUID] | None = None, *, but: UUID | None = None) -> None:
    """Let tags that follow these lessons (all if None) be read as before, in every entry except `but`."""
    if lessons is not None and not lessons:
        return
    rows = Reading.objects.filter(owner_id=owner, deleted=False)
    for row, found in opened(rows.exclude(uid=but) if but else rows, ReadingContent):
        tags = [*found.tags, *found.covered]
        following = [tag for tag in tags if tag.taught and (lessons is None or tag.taught.lesson in lessons)]
        for tag in following:
            tag.taught = None
        if following:
            row.version += 1
            writing.write(row, found)
    writing.flush()
