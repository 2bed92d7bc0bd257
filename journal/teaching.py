"""Pure: whether a tag follows what its writer's earlier answers taught. No Django, no clock, no store, no vectors.

A tag follows when the answer nearest to it is a correction, at least `TIMES` corrections of that very kind are near it,
and every other answer about its pattern is further away by `MARGIN`. Three near neighbours at a cosine of 0.4 were
chosen by test (docs/tagger.md, "Corrections that teach"): of a person's next sentences of a kind that they had
corrected three times, 53 % followed, and 1 % of their other sentences of that pattern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

TIMES: Final = 3
"""How often a kind of sentence must have been corrected in the same way."""
NEAR: Final = 0.4
"""The cosine from which two sentences are of one kind (`patterns.likeness`)."""
MARGIN: Final = 0.05
"""How much nearer the corrections must be than any answer that says otherwise."""
Answer = Literal["yes", "no", "theirs", "not_done", "other_pattern"]
CONFIRMED: Final = "yes"


class Kind(msgspec.Struct, frozen=True):
    """One way to answer a tag: the pattern that was read, the answer, and the pattern named instead, if any."""

    pattern: str
    answer: Answer
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that was given, and how alike its words are to those of the tag in question (a cosine, −1…1)."""

    kind: Kind
    cosine: float


@dataclass(frozen=True, slots=True)
class Followed:
    """What a tag follows, and how many corrections near it say so."""

    kind: Kind
    times: int


def follow(pattern: str, answers: Sequence[Answered]) -> Followed | None:
    """What `answers` say to a tag of `pattern`; None when they leave it as it is."""
    about = [one for one in answers if one.kind.pattern == pattern]
    nearest = max(about, key=lambda one: one.cosine, default=None)
    if nearest is None or nearest.kind.answer == CONFIRMED:
        return None
    others = [one.cosine for one in about if one.kind != nearest.kind]
    if max(others, default=-1.0) > nearest.cosine - MARGIN:
        return None
    times = sum(one.cosine >= NEAR for one in about if one.kind == nearest.kind)
    return Followed(nearest.kind, times) if times >= TIMES else None


def changes(kind: Kind, holder: str, status: str) -> bool:
    """Whether following `kind` says anything new of a tag with this holder and status."""
    if kind.answer == "theirs":
        return holder == "self"
    if kind.answer == "not_done":
        return holder == "self" and status == "enacted"
    return True
