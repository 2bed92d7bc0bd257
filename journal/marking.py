"""Pure: tags that a writer adds by marking words of an entry. They hold to their words, not to offsets or readers.

A tag of the writer's own stands in for what was read of the same pattern on overlapping words, so that nothing counts
twice; so does one that they took away again, which therefore never comes back. The phone places and covers in the same
way (frontend/src/domain/marking.ts).
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import UNSET

from journal.documents import Added, ReadingContent, TagContent, VerdictContent
from journal.verdicts import pattern_of
from journal.vocabulary import FAMILY_OF

WHY = "You marked these words yourself."
Answers = Sequence[tuple[UUID, VerdictContent]]
"""What the writer said about an entry, each with the id of its record."""


def find(text: str, added: Added) -> int | None:
    """Where the words of `added` stand in `text`, nearest to where they were marked; None when they are gone."""
    before = text.rfind(added.quote, 0, added.start + len(added.quote))
    after = text.find(added.quote, added.start)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - added.start), default=None)


def place(text: str, answers: Answers) -> list[TagContent]:
    """The writer's own tags whose words stand in `text`, in its order. Of two of one pattern on overlapping words the
    one that was made last stays: ids are in the order of making."""
    tags: list[TagContent] = []
    for _, said in sorted(answers, key=_by_making, reverse=True):
        at = find(text, said.added) if said.added else None
        if said.added is None or at is None:
            continue
        tag = _describe(said, said.added, at)
        if not _is_covered(tag, tags):
            tags.append(tag)
    return sorted(tags, key=lambda tag: (tag.start, tag.end))


def _by_making(answer: tuple[UUID, VerdictContent]) -> UUID:
    return answer[0]


def _describe(said: VerdictContent, added: Added, start: int) -> TagContent:
    person = None if said.person is UNSET else said.person
    return TagContent(
        said.tag, added.pattern, FAMILY_OF[added.pattern], added.holder, added.status, start, start + len(added.quote),
        added.quote, 1.0, WHY, person, said.answer, said.pattern, own=True,
    )  # fmt: skip


def _is_covered(tag: TagContent, own: Iterable[TagContent]) -> bool:
    return any(
        pattern_of(tag) == pattern_of(other) and tag.start < other.end and other.start < tag.end for other in own
    )


def join(reading: ReadingContent, text: str, answers: Answers) -> None:
    """Put the writer's own tags among those of `reading`, which read `text`, and set aside those they stand in for."""
    read = [tag for tag in [*reading.tags, *reading.covered] if not tag.own]
    own = place(text, answers)
    reading.covered = [tag for tag in read if _is_covered(tag, own)]
    reading.tags = [tag for tag in read if not _is_covered(tag, own)] + own


def standing(answers: Answers) -> int:
    """How many tags the writer added and did not take away again."""
    return sum(1 for _, said in answers if said.added and said.answer != "no")
