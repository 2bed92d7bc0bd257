"""Reads one text. The way is `Reader.read`: language, passages, findings, clauses, assertion, duplicates, explanation.

Nothing here keeps or logs a word of the text. The same text gives the same reading for one `version`.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from patterns import language
from patterns.candidates import Candidate, Finding, find, judge, narrow, settle
from patterns.encoder import Encoder, Sight, Vectors
from patterns.explain import explain
from patterns.lexicon import FOLDER
from patterns.passages import Passage, split
from patterns.text import sentences
from patterns.values import Reading, Tag
from patterns.vocabulary import FAMILIES, FAMILY_OF, PATTERNS

RULES: Final = 2
"""Raise it when the code of the rules changes; the word lists are counted by themselves."""

ALONE: Final = 0.1
"""How much surer of an insecure pattern the model has to be in a text of one sentence."""


class Reader:
    """A loaded engine. `version` names weights and rules together; it changes when either does."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lines_alone = tuple(map(lift, PATTERNS, encoder.thresholds))
        self.version = f"{encoder.version}-{rules_version()}"

    @classmethod
    def load(cls, folder: Path | None = None) -> "Reader":
        """The engine with the model in `folder` (the built one if None). Raises `patterns.encoder.ModelError`."""
        return cls(Encoder.load(folder))

    def read(self, text: str, *, after_batch: Callable[[], None] | None = None) -> Reading:
        """The tags of a text of any length and content; `after_batch` is called after each batch of windows."""
        if not language.has_words(text):
            return Reading((), self.version, "und", "no_words")
        if (code := language.detect(text)) != "en":
            return Reading((), self.version, code, "language")
        spans = sentences(text)
        sight = self._encoder.see(text, spans, after_batch=after_batch)
        lines = self._encoder.thresholds if len(spans) > 1 else self._lines_alone
        findings = find_in(sight, split(text, spans), lines)
        # Clauses are looked at only where their sentence shows something: most of a day's sentences show nothing.
        parts = dict.fromkeys(part for found in findings for part in found.passage.parts)
        candidates = settle(map(judge, narrow(findings, find_in(sight, list(parts), lines))))
        return Reading(tuple(describe(text, candidate) for candidate in candidates), self.version, code, None)

    def embed(self, sentences: Sequence[str]) -> Vectors:
        """A vector of length 1 for each sentence: near each other for sentences that say alike."""
        return self._encoder.embed(sentences)


def find_in(sight: Sight, passages: Sequence[Passage], lines: Sequence[float]) -> list[Finding]:
    """The patterns of some passages of a text whose probability reaches their line."""
    return find(passages, sight.score([passage.span for passage in passages]), lines)


def lift(pattern: str, line: float) -> float:
    """The line of a pattern for a sentence that stands alone: nothing around it says what it means, and ordinary
    sentences look like an insecure pattern twice as often there as in whole entries."""
    return line if FAMILY_OF[pattern] == FAMILIES[-1] else line + ALONE


def describe(text: str, candidate: Candidate) -> Tag:
    """The tag of a candidate, with the exact words and its sentence."""
    start, end = candidate.span
    return Tag(
        pattern=candidate.pattern,
        family=FAMILY_OF[candidate.pattern],
        holder=candidate.holder,
        status=candidate.status,
        start=start,
        end=end,
        quote=text[start:end],
        confidence=candidate.confidence,
        why=explain(candidate.pattern, candidate.holder, candidate.status),
    )


@cache
def rules_version() -> str:
    """The version of the rules: their code's number and the first digits of the hash of all word lists."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"r{RULES}.{digest.hexdigest()[:8]}"
