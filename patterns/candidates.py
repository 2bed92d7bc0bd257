"""From probabilities to findings: which patterns a sentence carries, in which words, whose, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from patterns.assertion import find_holder, find_status, is_feeling, is_hearsay, is_let_go
from patterns.encoder import SegmentScores
from patterns.passages import Passage
from patterns.text import Span
from patterns.vocabulary import PATTERNS

_SURE_ENOUGH: Final = 0.75
"""A clause tells a pattern alone when it is this share as likely in it as in the whole sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern that the model sees in a passage of a sentence; the folded text `told` says what became of it."""

    passage: Passage
    pattern: str
    scores: SegmentScores
    sentence: Span
    told: str

    @property
    def confidence(self) -> float:
        """The model's probability, 0…1."""
        return min(1.0, self.scores.patterns[PATTERNS.index(self.pattern)])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding with whose it is, what became of it, and the words that are shown for it."""

    span: Span
    sentence: Span
    pattern: str
    confidence: float
    holder: str
    status: str


def find(passages: Sequence[Passage], scores: Sequence[SegmentScores], thresholds: Sequence[float]) -> list[Finding]:
    """Every pattern that reaches its threshold and may be tagged there."""
    return [
        Finding(passage, pattern, score, passage.span, passage.folded)
        for passage, score in zip(passages, scores, strict=True)
        for pattern, probability, threshold in zip(PATTERNS, score.patterns, thresholds, strict=True)
        if probability >= threshold and pattern not in passage.banned
    ]


def narrow(findings: Iterable[Finding], in_parts: Iterable[Finding]) -> list[Finding]:
    """The findings told of the clauses that carry them alone, where there are any: the shortest words that show it.

    What a person feels about another's doings stays with its whole sentence, since its reason is part of it. If one
    clause alone carries a pattern, the whole sentence still says what became of it ("..., but I put the phone down").
    """
    carriers = {(found.passage.span, found.pattern): found for found in in_parts if not is_feeling(found.pattern)}
    narrowed: list[Finding] = []
    for finding in findings:
        keys = [(part.span, finding.pattern) for part in finding.passage.parts]
        clear = [carriers[key] for key in keys if key in carriers and _is_clear(carriers[key], finding)]
        alone = len(clear) == 1
        narrowed.extend(
            Finding(
                passage=part.passage,
                pattern=part.pattern,
                scores=blend(finding.scores, part.scores, alone),
                sentence=finding.sentence,
                told=finding.told if alone else part.told,
            )
            for part in clear
        )
        narrowed.extend([] if clear else [finding])
    return narrowed


def blend(whole: SegmentScores, part: SegmentScores, alone: bool) -> SegmentScores:
    """What a clause and its sentence say together: the higher of each pattern, the mean of the holders; the status of
    the sentence where the clause is alone in it, else its own."""
    return SegmentScores(
        patterns=tuple(map(max, whole.patterns, part.patterns)),
        holders=tuple(
            tuple((one + other) / 2 for one, other in zip(*both, strict=True))
            for both in zip(whole.holders, part.holders, strict=True)
        ),
        statuses=whole.statuses if alone else part.statuses,
    )


def _is_clear(part: Finding, whole: Finding) -> bool:
    return part.confidence >= _SURE_ENOUGH * whole.confidence


def judge(finding: Finding) -> Candidate:
    """Adds holder and status; an urge that the next sentence lets go of was resisted. What another says in a pasted
    conversation of anybody but themselves is hearsay."""
    passage, pattern = finding.passage, finding.pattern
    place = PATTERNS.index(pattern)
    holder = find_holder(passage.folded, pattern, finding.scores.holders[place], passage.nearby, passage.speaker)
    status = find_status(finding.told, pattern, finding.scores.statuses[place])
    if status == "urge" and is_let_go(finding.told, passage.after, pattern):
        status = "resisted"
    if passage.speaker == "other" and is_hearsay(passage.folded, finding.scores.holders[place]):
        status = "reported"
    return Candidate(passage.span, finding.sentence, pattern, finding.confidence, holder, status)


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """In the order of the text; of two that say the same in one sentence, the surer one."""
    best: dict[tuple[Span, str, str, str], Candidate] = {}
    for candidate in candidates:
        key = (candidate.sentence, candidate.pattern, candidate.holder, candidate.status)
        if key not in best or best[key].confidence < candidate.confidence:
            best[key] = candidate
    return sorted(best.values(), key=lambda candidate: (*candidate.span, candidate.pattern))
