"""Turning scores into frequencies, and choosing from which score on a pattern is shown. numpy only.

Learning weighs found patterns more than absent ones, so raw scores are too high. One factor for all patterns and one
shift for each, fitted on the tuning split and folded into the heads, make a score of 0.7 right about seven times in
ten. After that one line serves all patterns: a line for each was tried and did worse on the final split.
"""

import numpy as np
from numpy.typing import NDArray

from patterns.network import Array, Arrays
from patterns.vocabulary import FAMILIES, FAMILY_OF, PATTERNS

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
STEPS = 2000
RATE = 0.5
PULL = 4.0
ALARMS = 0.02
GRID = np.round(np.arange(0.2, 0.81, 0.02), 2)


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


def find_f1(found: Marks, truth: Marks) -> float:
    """F1 over all cells together."""
    return float(2 * (found & truth).sum() / max(1, found.sum() + truth.sum()))


def count_alarms(probabilities: Floats, truth: Marks, line: float) -> float:
    """The share of rows without any pattern that get an insecure one."""
    insecure = [FAMILY_OF[pattern] != FAMILIES[-1] for pattern in PATTERNS]
    return float((probabilities[~truth.any(1)][:, insecure] >= line).any(1).mean())


def choose_line(probabilities: Floats, truth: Marks) -> float:
    """The probability from which a pattern is shown: the best F1 among the lines that keep quiet rows quiet."""
    quiet = [line for line in GRID if count_alarms(probabilities, truth, line) <= ALARMS] or [float(GRID[-1])]
    return float(max(quiet, key=lambda line: find_f1(probabilities >= line, truth)))
