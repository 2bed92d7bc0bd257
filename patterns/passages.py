"""What is shown to the model: each sentence that may be read at all, and its clauses where several people act in it."""

from dataclasses import dataclass
from functools import cache
from re import Pattern

from patterns.danger import vetoed
from patterns.grammar import last_named
from patterns.lexicon import compile_phrases, read
from patterns.ordinary import excused
from patterns.text import Span, clauses, fold, sentences

_LOOK_BACK = 3
"""How many sentences back a "she" may point to the person named there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a clause of one, what the rules read of it, and what they know of its surroundings.

    `banned` are patterns that may not be tagged here; `after` is the folded sentence that follows; `nearby` the last
    person named before, "kin" or "partner"; `parts` are the clauses of a sentence in which several people act.
    """

    span: Span
    folded: str
    banned: frozenset[str]
    after: str
    nearby: str | None
    parts: tuple["Passage", ...] = ()


def split(text: str) -> list[Passage]:
    """The sentences in order, without those about danger and without questions to readers."""
    spans = sentences(text)
    folded = [fold(text[span.start : span.end]) for span in spans]
    passages: list[Passage] = []
    for number, (span, banned) in enumerate(zip(spans, vetoed(folded), strict=True)):
        if banned is None or _asks_readers(folded[number]):
            continue
        banned |= excused(folded[number])
        before = " ".join(folded[max(0, number - _LOOK_BACK) : number])
        after = folded[number + 1] if number + 1 < len(folded) else ""
        found = clauses(text, span)
        parts = tuple(_part(part, span, folded[number], banned, after, before) for part in found if len(found) > 1)
        passages.append(Passage(span, folded[number], banned, after, last_named(before), parts))
    return passages


def _part(part: Span, whole: Span, folded: str, banned: frozenset[str], after: str, before: str) -> Passage:
    start, end = part.start - whole.start, part.end - whole.start
    return Passage(part, folded[start:end], banned, after, last_named(f"{before} {folded[:start]}"))


def _asks_readers(sentence: str) -> bool:
    asks, unless = _questions()
    return asks.search(sentence) is not None and unless.search(sentence) is None


@cache
def _questions() -> tuple[Pattern[str], Pattern[str]]:
    table = read("questions")["ask"][0]
    return compile_phrases(table["phrases"], {}, "questions"), compile_phrases(table["unless"], {}, "questions")
