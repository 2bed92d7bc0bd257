"""Pure: what the writer's answers do to tags. A verdict binds a pattern to words, not to offsets or engines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET

from journal.documents import TagContent, VerdictContent
from journal.vocabulary import FAMILY_OF

WORD = re.compile(r"\w+")
LEAST = 3


def share_words(one: str, other: str) -> bool:
    """Whether at least half of the words of `one` occur in `other`."""
    wanted = Counter(WORD.findall(one.casefold()))
    common = wanted & Counter(WORD.findall(other.casefold()))
    return bool(wanted) and 2 * common.total() >= wanted.total()


def is_part(part: str, whole: str) -> bool:
    """Whether the words of `part`, at least three, occur in one run in `whole`."""
    wanted, words = WORD.findall(part.casefold()), WORD.findall(whole.casefold())
    length = len(wanted)
    return length >= LEAST and any(words[at : at + length] == wanted for at in range(len(words) - length + 1))


def carries_on(quote: str, earlier: str) -> bool:
    """Whether `quote` is what `earlier` was, after an edit or from an engine that rests a tag on more words, or on a
    clause of them."""
    return share_words(earlier, quote) or is_part(quote, earlier)


def settles(verdict: VerdictContent, tag: TagContent) -> bool:
    """Whether `verdict`, given on some earlier reading, answers `tag` too."""
    return verdict.about == tag.pattern and carries_on(tag.quote, verdict.quote)


def settle(tags: Sequence[TagContent], verdicts: Sequence[VerdictContent]) -> None:
    """Put the answers of `verdicts` (oldest first, so that the newest wins) on `tags`."""
    for tag in tags:
        tag.verdict = tag.corrected = None
        for verdict in verdicts:
            if settles(verdict, tag):
                tag.verdict, tag.corrected = verdict.answer, verdict.pattern
                if verdict.person is not UNSET:
                    tag.person = verdict.person


def keep_ids(tags: Sequence[TagContent], earlier: Sequence[TagContent]) -> None:
    """Give each tag the id of the earlier tag of the same pattern on the same words, once each."""
    free = list(earlier)
    for tag in tags:
        match = next((old for old in free if old.pattern == tag.pattern and carries_on(tag.quote, old.quote)), None)
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


def pattern_of(tag: TagContent) -> str:
    """The pattern that `tag` is read as: the one that its writer named, or taught, instead of the reader's."""
    answer, named = tag.verdict, tag.corrected
    if answer is None and tag.taught is not None:
        answer, named = tag.taught.answer, tag.taught.pattern
    return named if answer == "other_pattern" and named else tag.pattern


def hear(tag: TagContent) -> Meaning | None:
    """The meaning of `tag` with its verdict heard, or else what earlier answers taught; None when that is "no"."""
    answer = tag.verdict or (tag.taught and tag.taught.answer)
    if answer == "no":
        return None
    pattern = pattern_of(tag)
    holder = "partner" if answer == "theirs" else tag.holder
    status = "resisted" if answer == "not_done" else tag.status
    return Meaning(pattern, FAMILY_OF[pattern], holder, status)
