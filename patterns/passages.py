"""What is shown to the model: each sentence that may be read at all, and its clauses where several people act in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import NamedTuple

from patterns.chat import find_lines
from patterns.danger import vetoed
from patterns.grammar import last_named
from patterns.lexicon import compile_phrases, read
from patterns.ordinary import excused
from patterns.text import Span, clauses, fold

_LOOK_BACK = 3
"""How many sentences back a "she" may point to the person named there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a clause of one, what the rules read of it, and what they know of its surroundings.

    `banned` are patterns that may not be tagged here; `after` is the folded sentence that follows; `nearby` the last
    person named before, "kin" or "partner"; `parts` are the clauses of a sentence in which several people act. In a
    pasted conversation `speaker` is who says it, "me" (the writer) or "other", and only what the same speaker says is
    near it; elsewhere it is None.
    """

    span: Span
    folded: str
    banned: frozenset[str]
    after: str
    nearby: str | None
    parts: tuple["Passage", ...] = ()
    speaker: str | None = None


class _Told(NamedTuple):
    """A sentence without the name and time before it, and who says it in a pasted conversation, by which name."""

    span: Span
    speaker: str | None
    name: str


def split(text: str, spans: Sequence[Span]) -> list[Passage]:
    """The passages of a text's sentences, in order, without those about danger, without questions to readers, and of
    pasted conversations without names and times and without what may be anybody's."""
    told = list(_tell(text, spans))
    folded = [fold(text[one.span.start : one.span.end]) for one in told]
    passages: list[Passage] = []
    for number, (one, banned) in enumerate(zip(told, vetoed(folded), strict=True)):
        if banned is None or one.speaker == "unknown" or _asks_readers(folded[number]):
            continue
        banned |= excused(folded[number])
        first = max(0, number - _LOOK_BACK)
        beside = [
            sentence if other.speaker == one.speaker else ""
            for other, sentence in zip(told[first : number + 2], folded[first : number + 2], strict=True)
        ]
        before, after = " ".join(beside[: number - first]), "".join(beside[number - first + 1 :])
        if one.speaker == "other":
            before = f"my {one.name.removeprefix('my ')}"
        found = clauses(text, one.span)
        nearby = last_named(before)
        parts = tuple(_part(part, one, folded[number], banned, after, before) for part in found if len(found) > 1)
        passages.append(Passage(one.span, folded[number], banned, after, nearby, parts, one.speaker))
    return passages


def _tell(text: str, spans: Sequence[Span]) -> Iterator[_Told]:
    lines = iter(find_lines(text))
    line = next(lines, None)
    for span in spans:
        while line is not None and line.end <= span.start:
            line = next(lines, None)
        if line is None or span.start < line.start:
            yield _Told(span, None, "")
        elif line.words < span.end:
            yield _Told(Span(max(span.start, line.words), span.end), line.speaker, line.name)


def _part(part: Span, told: _Told, folded: str, banned: frozenset[str], after: str, before: str) -> Passage:
    start, end = part.start - told.span.start, part.end - told.span.start
    nearby = last_named(before if told.speaker == "other" else f"{before} {folded[:start]}")
    return Passage(part, folded[start:end], banned, after, nearby, speaker=told.speaker)


def _asks_readers(sentence: str) -> bool:
    asks, unless = _questions()
    return asks.search(sentence) is not None and unless.search(sentence) is None


@cache
def _questions() -> tuple[Pattern[str], Pattern[str]]:
    table = read("questions")["ask"][0]
    return compile_phrases(table["phrases"], {}, "questions"), compile_phrases(table["unless"], {}, "questions")
