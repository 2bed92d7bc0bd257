"""What teaching is worth on hand-written habits, with the real reader's vectors (docs/tagger.md has the figures)."""

import tomllib
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from journal.tagging import reader
from journal.teaching import Answered, Kind, follow
from patterns.likeness import Likeness, Vectors, compare, pack

HABITS = tomllib.loads((Path(__file__).parent / "habits.toml").read_text("utf-8"))
TAUGHT = 3


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(reader().embed, reader().version)


def follows(kind: Kind, taught: Vectors, place: Vectors) -> bool:
    cosines = compare(place, [pack(one) for one in taught])
    return follow(kind.pattern, [Answered(kind, cosine) for cosine in cosines]) is not None


def measure(likeness: Likeness, habit: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """For every three corrections: the share of the habit's other sentences that follow, and of those where the mark
    was right."""
    kind = Kind(habit["pattern"], habit["answer"], "trust" if habit["answer"] == "other_pattern" else None)
    same, other = (likeness.place(kind.pattern, habit[name]) for name in ("same", "other"))
    for chosen in combinations(range(len(same)), TAUGHT):
        rest = np.delete(same, chosen, axis=0)
        taught = same[list(chosen)]
        yield tuple(float(np.mean([follows(kind, taught, place) for place in places])) for places in (rest, other))  # type: ignore[misc]


def average(likeness: Likeness, habits: Sequence[dict[str, Any]]) -> tuple[float, float]:
    figures = np.array([figure for habit in habits for figure in measure(likeness, habit)])
    followed, wrongly = figures.mean(axis=0)
    return float(followed), float(wrongly)


@pytest.mark.parametrize("half", ["first", "second"])
def test_a_habit_is_followed_and_little_else(likeness: Likeness, half: str) -> None:
    followed, wrongly = average(likeness, HABITS[half])
    print(f"{half}: {followed:.3f} followed, {wrongly:.3f} wrongly")
    assert followed >= 0.4
    assert wrongly <= 0.03
