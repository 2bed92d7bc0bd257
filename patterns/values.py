"""What a reading is made of. Frozen, and checked when made, so that no later layer has to doubt it.

The unit of every offset is the Unicode code point of the exact text that was read: `start` inclusive, `end` exclusive.
"""

from dataclasses import dataclass
from typing import Final

from patterns.vocabulary import FAMILY_OF, HOLDERS, STATUSES

SKIPS: Final[tuple[str, ...]] = ("no_words", "language", "failed")
"""Why nothing was read. "failed" is said by the journal, of a text over which readers failed, never by a reader."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One behaviour, the exact words it rests on, whose it is, what became of it, and why we say so.

    `confidence` is the model's probability, 0…1. `why` is one sentence for the person who wrote the text.
    Raises `ValueError` when the parts do not fit together.
    """

    pattern: str
    family: str
    holder: str
    status: str
    start: int
    end: int
    quote: str
    confidence: float
    why: str

    def __post_init__(self) -> None:
        if FAMILY_OF.get(self.pattern) != self.family:
            raise ValueError("the pattern is unknown or of another family")
        if self.holder not in HOLDERS or self.status not in STATUSES:
            raise ValueError("the holder or the status is unknown")
        # Steadying oneself is what resisting an urge looks like: the resisted behaviour carries the status.
        if self.pattern == "self_soothing" and self.status == "resisted":
            raise ValueError("self_soothing is never resisted")
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError("the quote does not fill its span")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError("the confidence is no probability")
        if not self.why:
            raise ValueError("a tag needs its sentence")


@dataclass(frozen=True, slots=True)
class Reading:
    """All tags of one text, ordered by start, and what read them.

    `engine` names rules and weights together. `language` is a code such as "en", or "und" when it could not be told.
    `skipped` says why nothing was read: None or one of `SKIPS`. Raises `ValueError` on a contradiction.
    """

    tags: tuple[Tag, ...]
    engine: str
    language: str
    skipped: str | None

    def __post_init__(self) -> None:
        if self.skipped is not None and (self.skipped not in SKIPS or self.tags):
            raise ValueError("a skipped text has a known reason and no tags")
        order = [(tag.start, tag.end, tag.pattern) for tag in self.tags]
        if order != sorted(order):
            raise ValueError("tags are ordered by where they stand")
