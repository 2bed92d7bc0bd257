"""Figures from what the corpus says of some texts and what a system answered. Pure; every share is 0 to 1."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patterns.text import Span
from patterns.vocabulary import FAMILIES, FAMILY_OF, HOLDERS, PATTERNS, STATUSES

Marks = NDArray[np.bool_]
Figures = dict[str, float | int]
INSECURE = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One behaviour that somebody, or some system, sees in a text. holder `both` is right as self and as partner."""

    pattern: str
    holder: str
    status: str
    span: Span

    @property
    def family(self) -> str:
        """The family of the pattern."""
        return FAMILY_OF[self.pattern]


@dataclass(frozen=True, slots=True)
class Case:
    """One text: what is there, and what was found."""

    wanted: tuple[Said, ...]
    found: tuple[Said, ...]


def f1(hits: float, false: float, missed: float) -> float:
    """F1 from counts; 0 when there is nothing to find and nothing found."""
    return float(2 * hits / (2 * hits + false + missed)) if hits + false + missed else 0.0


def score_columns(found: Marks, wanted: Marks) -> list[float]:
    """F1 of each column that occurs at all."""
    return [
        f1((f & w).sum(), (f & ~w).sum(), (~f & w).sum()) for f, w in zip(found.T, wanted.T, strict=True) if w.any()
    ]


def score_whole(found: Marks, wanted: Marks) -> float:
    """F1 over all cells together (micro)."""
    return f1((found & wanted).sum(), (found & ~wanted).sum(), (~found & wanted).sum())


def find_kappa(found: Marks, wanted: Marks) -> float:
    """Cohen's kappa (Cohen 1960), the mean over the columns that occur: agreement beyond what chance would give."""
    kappas = []
    for f, w in zip(found.T, wanted.T, strict=True):
        if w.any():
            agreed, chance = (f == w).mean(), f.mean() * w.mean() + (1 - f.mean()) * (1 - w.mean())
            kappas.append((agreed - chance) / (1 - chance))
    return float(np.mean(kappas)) if kappas else 0.0


def mark(sides: Iterable[Iterable[Said]], names: Sequence[str], name: Callable[[Said], str]) -> Marks:
    """(texts, names): what is said of each text."""
    return np.array([[one in {name(said) for said in side} for one in names] for side in map(tuple, sides)], bool)


def mark_patterns(sides: Iterable[Iterable[Said]]) -> Marks:
    """(texts, patterns)."""
    return mark(sides, PATTERNS, lambda said: said.pattern)


def mark_families(sides: Iterable[Iterable[Said]]) -> Marks:
    """(texts, families)."""
    return mark(sides, FAMILIES, lambda said: said.family)


def find_share(cases: Iterable[bool]) -> float:
    """The share of cases that are so; 0 of none."""
    counted = list(cases)
    return sum(counted) / max(1, len(counted))


def alarms(case: Case) -> bool:
    """Whether something insecure of the writer was found."""
    return any(said.holder == "self" and said.family in FAMILIES[:INSECURE] for said in case.found)


def score_patterns(cases: Sequence[Case]) -> Figures:
    """Which patterns and families are found, a pattern counted once a text."""
    found, wanted = (mark_patterns(side) for side in zip(*((c.found, c.wanted) for c in cases), strict=True))
    families, truth = (mark_families(side) for side in zip(*((c.found, c.wanted) for c in cases), strict=True))
    anxious, avoidant = (truth[:, a] & ~truth[:, b] for a, b in ((0, 1), (1, 0)))
    mixed = (anxious & families[:, 1] & ~families[:, 0]) | (avoidant & families[:, 0] & ~families[:, 1])
    neutral = [case for case in cases if not case.wanted]
    return {
        "texts": len(cases),
        "pattern macro-F1": float(np.mean(score_columns(found, wanted) or [0.0])),
        "pattern micro-F1": score_whole(found, wanted),
        "kappa": find_kappa(found, wanted),
        "family F1": score_whole(families, truth),
        "anxious and avoidant mixed up": float(mixed.sum() / max(1, (anxious | avoidant).sum())),
        "texts without a pattern": len(neutral),
        "of these, with something insecure of the writer": find_share(map(alarms, neutral)),
    }


def score_agreed(found: Marks, first: Marks, second: Marks) -> float:
    """F1 (micro) over the cells in which two readers agree, whether that is there or that it is not."""
    agreed = first == second
    return score_whole(found & agreed, first & agreed)


def match(case: Case) -> list[tuple[Said, Said]]:
    """What is there beside what was found of the same pattern on overlapping words, each found thing once."""
    free, pairs = list(case.found), []
    for wanted in case.wanted:
        near = [f for f in free if f.pattern == wanted.pattern and share(f.span, wanted.span)]
        if near:
            best = max(near, key=lambda found: (agrees(wanted, found), share(found.span, wanted.span)))
            free.remove(best)
            pairs.append((wanted, best))
    return pairs


def share(one: Span, other: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def agrees(wanted: Said, found: Said) -> int:
    """How many of holder and status are right."""
    return same_holder(wanted, found) + (wanted.status == found.status)


def same_holder(wanted: Said, found: Said) -> bool:
    """Whether the holder is right."""
    return found.holder in (("self", "partner") if wanted.holder == "both" else (wanted.holder,))


def score_assertion(cases: Sequence[Case]) -> Figures:
    """Whose and what became of it: of the patterns that are there and were found, on their words."""
    pairs = [pair for case in cases for pair in match(case)]
    figures: Figures = {
        "patterns met on their words": len(pairs),
        "holder right": find_share(same_holder(*pair) for pair in pairs),
    }
    sure = [(w.holder, f.holder) for w, f in pairs if w.holder != "both"]
    figures |= {f"{name} F1": value for name, value in score_answers(sure, HOLDERS).items()}
    statuses = score_answers([(w.status, f.status) for w, f in pairs], STATUSES)
    figures["status macro-F1"] = float(np.mean(list(statuses.values()) or [0.0]))
    return figures | {f"{name} F1": value for name, value in statuses.items()}


def score_answers(pairs: Sequence[tuple[str, str]], names: Sequence[str]) -> dict[str, float]:
    """F1 of each answer that occurs, from (wanted, found)."""
    counts = Counter(pairs)
    scores = {}
    for name in names:
        hits = counts[name, name]
        missed = sum(n for (w, f), n in counts.items() if w == name != f)
        false = sum(n for (w, f), n in counts.items() if f == name != w)
        if hits + missed:
            scores[name] = f1(hits, false, missed)
    return scores


def score_spans(cases: Sequence[Case]) -> Figures:
    """Words of what is there that the found spans of the same pattern cover, and the other way round, by length."""
    shared = wanted = found = 0
    for case in cases:
        for pattern in {said.pattern for said in (*case.wanted, *case.found)}:
            here, there = (
                {place for said in side if said.pattern == pattern for place in range(*said.span)}
                for side in (case.wanted, case.found)
            )
            shared, wanted, found = shared + len(here & there), wanted + len(here), found + len(there)
    return {"span recall": shared / max(1, wanted), "span precision": shared / max(1, found)}


def find_calibration_error(
    probabilities: NDArray[np.float64], wanted: Marks, weight: NDArray[np.float64], least: float = 0.2
) -> float:
    """Expected calibration error over ten bins of the probabilities that are not near nothing."""
    shown = probabilities > least
    scores, right = probabilities[shown], wanted[shown]
    worth = np.broadcast_to(weight[:, None], probabilities.shape)[shown]
    bins = np.minimum((scores * 10).astype(int), 9)
    gaps = [abs(((scores - right) * worth)[bins == k].sum()) for k in range(10)]
    return float(sum(gaps) / max(1e-9, worth.sum()))
