"""What is shown to the model: each sentence that may be read at all, and its clauses where several people act in it."""

from dataclasses import dataclass
from functools import cache
from re import Pattern

from patterns.danger import vetoed
from patterns.grammar import last_named
from patterns.lexicon import compile_phrases, read
from patterns.text import Span, clauses, fold, sentences

_LOOK_BACK = 3
"""How many sentences back a "she" may point to the person named there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a clause of one, what the rules read of it, and what they know of its surroundings.

    `sentence` numbers the sentences that are read; `banned` are patterns that may not be tagged here; `after` is the
    folded sentence that follows; `nearby` the last person named before, "kin" or "partner".
    """

    span: Span
    sentence: int
    whole: bool
    folded: str
    banned: frozenset[str]
    after: str
    nearby: str | None


def split(text: str) -> list[Passage]:
    """The passages in order, each sentence before its clauses; without danger and without questions to readers."""
    spans = sentences(text)
    folded = [fold(text[span.start : span.end]) for span in spans]
    after = [*folded[1:], ""]
    passages: list[Passage] = []
    for number, banned in enumerate(vetoed(folded)):
        if banned is None or _asks_readers(folded[number]):
            continue
        parts = clauses(text, spans[number])
        for span in [spans[number], *(parts if len(parts) > 1 else [])]:
            start = span.start - spans[number].start
            clause = folded[number][start : span.end - spans[number].start]
            before = " ".join([*folded[max(0, number - _LOOK_BACK) : number], folded[number][:start]])
            whole = span == spans[number]
            passages.append(Passage(span, number, whole, clause, banned, after[number], last_named(before)))
    return passages


def _asks_readers(sentence: str) -> bool:
    asks, unless = _questions()
    return asks.search(sentence) is not None and unless.search(sentence) is None


@cache
def _questions() -> tuple[Pattern[str], Pattern[str]]:
    table = read("questions")["ask"][0]
    return compile_phrases(table["phrases"], {}, "questions"), compile_phrases(table["unless"], {}, "questions")
