"""Turning scores into frequencies, and choosing from which score on a pattern is shown. numpy only.

Learning weighs found patterns more than absent ones, so raw scores are too high. One factor for all patterns and one
shift for each, fitted on the tuning split and folded into the heads, make a score of 0.7 right about seven times in
ten by its author's labels (a reader who looks for everything marks half as many places again, so it is right more often
than that). After that a pattern is shown when it is likelier right than wrong (in a sentence without company the reader
asks for more); a secure one a little earlier, for a moment of steadiness that is shown too easily does no harm. A line
for each pattern, chosen on the tuning split, was tried and did worse on the final one.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patterns.encoder import Encoder, SegmentScores
from patterns.network import Array, Arrays
from patterns.training.figures import Marks
from patterns.training.rows import Segment, Text
from patterns.vocabulary import FAMILIES, FAMILY_OF, PATTERNS

Floats = NDArray[np.float64]
STEPS = 2000
RATE = 0.5
PULL = 4.0
LINE = 0.5
SECURE_LINE = 0.4


def score_texts(encoder: Encoder, texts: Sequence[Text]) -> list[SegmentScores]:
    """The encoder's scores of every sentence of some texts, each in the company of its neighbours."""
    return [
        score
        for text in texts
        for score in encoder.see(text.text, [one.span for one in text.sentences]).score(
            [one.span for one in text.sentences]
        )
    ]


def mark_segments(segments: Sequence[Segment]) -> Marks:
    """What the corpus says, as (segments, patterns)."""
    return np.array([[pattern in segment.patterns for pattern in PATTERNS] for segment in segments], bool)


def find_logits(probabilities: Floats) -> Floats:
    """Log odds, bounded."""
    bounded = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.log(bounded / (1 - bounded))


def fit(probabilities: Floats, truth: Marks, weight: Floats) -> tuple[float, Floats]:
    """A factor, and a shift for each pattern, that make (rows, patterns) probabilities frequencies.

    Shifts are pulled towards their mean, the more the rarer the pattern is in the rows. weight: of each row.
    """
    logits, factor, shifts = find_logits(probabilities), 1.0, np.zeros(truth.shape[1])
    share = weight[:, None] / weight.sum()
    for _ in range(STEPS):
        error = (1 / (1 + np.exp(-(factor * logits + shifts))) - truth) * share
        scale = (truth * share).sum(0) + PULL / len(truth)
        factor -= RATE * (error * logits).sum() / (truth * share * logits**2).sum()
        shifts -= RATE * (error.sum(0) + PULL / len(truth) * (shifts - shifts.mean())) / (scale * 4)
    return float(factor), shifts


def fold(heads: Arrays, factor: float, shifts: Floats) -> dict[str, Array]:
    """The heads with a calibration inside."""
    folded = dict(heads)
    folded["patterns.seen"] = heads["patterns.seen"] * np.float32(factor)
    folded["patterns.mean"] = heads["patterns.mean"] * np.float32(factor)
    folded["patterns.bias"] = (heads["patterns.bias"] * factor + shifts).astype(np.float32)
    return folded


def choose_thresholds() -> list[float]:
    """The probability from which each pattern is shown."""
    return [SECURE_LINE if FAMILY_OF[pattern] == FAMILIES[-1] else LINE for pattern in PATTERNS]
