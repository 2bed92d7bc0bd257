"""From probabilities to findings: which patterns a sentence carries, in which words, whose, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from patterns.assertion import find_holder, find_status, is_let_go
from patterns.encoder import SentenceScores
from patterns.passages import Passage
from patterns.text import Span
from patterns.vocabulary import PATTERNS


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern that the model sees in a passage; `confidence` is its probability, 0…1."""

    passage: Passage
    pattern: str
    scores: SentenceScores

    @property
    def confidence(self) -> float:
        return min(1.0, self.scores.patterns[PATTERNS.index(self.pattern)])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding with whose it is and what became of it."""

    passage: Passage
    pattern: str
    confidence: float
    holder: str
    status: str


def find(passages: Sequence[Passage], scores: Sequence[SentenceScores], thresholds: Sequence[float]) -> list[Finding]:
    """Every pattern that reaches its threshold and may be tagged there."""
    return [
        Finding(passage, pattern, score)
        for passage, score in zip(passages, scores, strict=True)
        for pattern, probability, threshold in zip(PATTERNS, score.patterns, thresholds, strict=True)
        if probability >= threshold and pattern not in passage.banned
    ]


def narrow(findings: Iterable[Finding], in_parts: Iterable[Finding]) -> list[Finding]:
    """The findings told of the clauses that carry them alone, where there are any: the shortest words that show it."""
    carriers: dict[tuple[Span, str], Finding] = {(found.passage.span, found.pattern): found for found in in_parts}
    narrowed: list[Finding] = []
    for finding in findings:
        keys = [(part.span, finding.pattern) for part in finding.passage.parts]
        narrowed.extend([carriers[key] for key in keys if key in carriers] or [finding])
    return narrowed


def judge(finding: Finding) -> Candidate:
    """Adds holder and status; an urge that the next sentence lets go of was resisted."""
    passage, pattern = finding.passage, finding.pattern
    holder = find_holder(passage.folded, pattern, finding.scores.holder, passage.nearby)
    status = find_status(passage.folded, pattern, finding.scores.status)
    if status == "urge" and is_let_go(passage.folded, passage.after, pattern):
        status = "resisted"
    return Candidate(passage, pattern, finding.confidence, holder, status)


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """In the order of the text; of two that say the same of the same words, the surer one."""
    best: dict[tuple[int, int, str], Candidate] = {}
    for candidate in candidates:
        key = (*candidate.passage.span, candidate.pattern)
        if key not in best or best[key].confidence < candidate.confidence:
            best[key] = candidate
    return [best[key] for key in sorted(best)]
