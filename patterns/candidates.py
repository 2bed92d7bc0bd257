"""From probabilities to findings: which patterns a sentence carries, in which words, whose, and what became of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from patterns.assertion import find_holder, find_status, is_let_go
from patterns.encoder import SentenceScores
from patterns.passages import Passage
from patterns.vocabulary import PATTERNS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern seen in a passage. `confidence` is the model's probability for it, 0…1."""

    passage: Passage
    pattern: str
    confidence: float
    holder: str
    status: str


def propose(
    passages: Sequence[Passage], scores: Sequence[SentenceScores], thresholds: Sequence[float]
) -> Iterator[Candidate]:
    """Every pattern over its threshold in a whole sentence, told of the shortest clauses that carry it on their own."""
    groups: dict[int, list[tuple[Passage, SentenceScores]]] = {}
    for passage, score in zip(passages, scores, strict=True):
        groups.setdefault(passage.sentence, []).append((passage, score))
    for (whole, score), *parts in groups.values():
        for number, pattern in enumerate(PATTERNS):
            if pattern not in whole.banned and score.patterns[number] >= thresholds[number]:
                carriers = [(part, own) for part, own in parts if own.patterns[number] >= thresholds[number]]
                for passage, own in carriers or [(whole, score)]:
                    yield _assert(passage, pattern, own, own.patterns[number])


def merge(candidates: Iterator[Candidate]) -> list[Candidate]:
    """The candidates in the order of the text; of two that say the same of the same words, the surer one."""
    best: dict[tuple[int, int, str], Candidate] = {}
    for candidate in candidates:
        key = (candidate.passage.span.start, candidate.passage.span.end, candidate.pattern)
        if key not in best or best[key].confidence < candidate.confidence:
            best[key] = candidate
    return [best[key] for key in sorted(best)]


def _assert(passage: Passage, pattern: str, score: SentenceScores, confidence: float) -> Candidate:
    holder = find_holder(passage.folded, pattern, score.holder, passage.nearby)
    status = find_status(passage.folded, pattern, score.status)
    if status == "urge" and is_let_go(passage.folded, passage.after, pattern):
        status = "resisted"
    return Candidate(passage, pattern, min(1.0, confidence), holder, status)
