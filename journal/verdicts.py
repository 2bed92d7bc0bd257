"""Pure: what the writer's answers do to tags. A verdict binds a pattern to words, not to offsets or engines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from journal.documents import TagContent, VerdictContent
from journal.vocabulary import FAMILY_OF

WORD = re.compile(r"\w+")


def share_words(one: str, other: str) -> bool:
    """Whether at least half of the words of `one` occur in `other`."""
    wanted = Counter(WORD.findall(one.casefold()))
    common = wanted & Counter(WORD.findall(other.casefold()))
    return bool(wanted) and 2 * common.total() >= wanted.total()


def settles(verdict: VerdictContent, tag: TagContent) -> bool:
    """Whether `verdict`, given on some earlier reading, answers `tag` too."""
    return verdict.about == tag.pattern and share_words(verdict.quote, tag.quote)


def settle(tags: Sequence[TagContent], verdicts: Sequence[VerdictContent]) -> None:
    """Put the answers of `verdicts` (oldest first, so that the newest wins) on `tags`."""
    for tag in tags:
        tag.verdict = tag.corrected = None
        for verdict in verdicts:
            if settles(verdict, tag):
                tag.verdict, tag.corrected = verdict.answer, verdict.pattern


def keep_ids(tags: Sequence[TagContent], earlier: Sequence[TagContent]) -> None:
    """Give each tag the id of the earlier tag of the same pattern on the same words, once each."""
    free = list(earlier)
    for tag in tags:
        match = next((old for old in free if old.pattern == tag.pattern and share_words(old.quote, tag.quote)), None)
        if match is not None:
            tag.id = match.id
            free.remove(match)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tag says once its writer's answer is heard."""

    pattern: str
    family: str
    holder: str
    status: str


def hear(tag: TagContent) -> Meaning | None:
    """The meaning of `tag` with its verdict applied; None when the writer said that it is not so."""
    if tag.verdict == "no":
        return None
    pattern = tag.corrected if tag.verdict == "other_pattern" and tag.corrected else tag.pattern
    holder = "partner" if tag.verdict == "theirs" else tag.holder
    status = "resisted" if tag.verdict == "not_done" else tag.status
    return Meaning(pattern, FAMILY_OF[pattern], holder, status)
