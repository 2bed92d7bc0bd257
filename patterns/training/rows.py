"""The corpus as rows to learn from: one sentence, its labels, and what must not be asked of it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from patterns import text
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

CORPUS = Path(__file__).parent.parent / "corpus"
SENTENCES = (
    "clauses",
    "clauses2",
    "plain_anxious",
    "plain_avoidant",
    "plain_disorganized",
    "plain_secure",
    "plain_none",
    "plain_assertion",
)
ENTRIES = ("entries", "plain_entries")
# Files have one author each and neighbours share topics, so whole blocks of lines are held out, never single lines.
# Held-out blocks take turns: thresholds are tuned on one half, figures are read off the other.
LEARN, TUNE, FINAL = "learn", "tune", "final"
BLOCK = 20
ENTRY_BLOCK = 10
EVERY = 8
EVERY_ENTRY = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence. holder: shares of self, partner and other, or None where the sentence has no pattern or its labels
    disagree; status: an index into STATUSES, or None likewise. weight: how much to believe the row. entry: the line of
    the entry that it comes from."""

    text: str
    patterns: frozenset[str]
    holder: tuple[float, ...] | None
    status: int | None
    source: str
    split: str
    weight: float = 1.0
    entry: int = -1


def read_lines(name: str) -> list[dict[str, Any]]:
    """All objects of one corpus file, in file order."""
    lines = (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def choose_split(index: int, block: int, every: int) -> str:
    """The split of a line, by its block."""
    turn, place = divmod(index // block, every)
    if place != every - 2:
        return LEARN
    return FINAL if turn % 2 else TUNE


def share_holder(holder: str) -> tuple[float, ...] | None:
    """Shares of self, partner and other; both means self and partner alike; none has no share."""
    if holder == "none":
        return None
    return tuple(0.5 if holder == "both" and place < 2 else float(holder == name) for place, name in enumerate(HOLDERS))


def read_sentences(name: str) -> Iterator[Row]:
    """The rows of one file of labelled sentences."""
    for index, line in enumerate(read_lines(name)):
        tagged = bool(line["patterns"])
        yield Row(
            text=line["text"],
            patterns=frozenset(line["patterns"]),
            holder=share_holder(line["holder"]) if tagged else None,
            status=STATUSES.index(line["status"]) if tagged else None,
            source=name,
            split=choose_split(index, BLOCK, EVERY),
        )


def find_labels(entry: dict[str, Any], start: int, end: int) -> list[dict[str, Any]]:
    """The labels of an entry of which at least half of the words lie between two offsets."""
    found = []
    for label in entry["labels"]:
        place = entry["text"].find(label["evidence"])
        shared = min(end, place + len(label["evidence"])) - max(start, place)
        if shared * 2 >= len(label["evidence"]):
            found.append(label)
    return found


def agree(values: Sequence[str]) -> str | None:
    """The one value that all share, or None."""
    return values[0] if values and len(set(values)) == 1 else None


def split_entry(entry: dict[str, Any], name: str, index: int) -> Iterator[Row]:
    """An entry's sentences as rows. Writers of the labels marked the clearest places only, so a sentence without a
    label is weak evidence of having no pattern."""
    for start, end in text.sentences(entry["text"]):
        labels = find_labels(entry, start, end)
        holder = agree([label["holder"] for label in labels])
        status = agree([label["status"] for label in labels])
        yield Row(
            text=entry["text"][start:end].strip(),
            patterns=frozenset(label["pattern"] for label in labels),
            holder=share_holder(holder) if holder else None,
            status=STATUSES.index(status) if status else None,
            source=name,
            split=choose_split(index, ENTRY_BLOCK, EVERY_ENTRY),
            entry=index,
            weight=1.0 if labels or not entry["labels"] else 0.5,
        )


def read_corpus() -> list[Row]:
    """Every sentence of the corpus, each with its split."""
    rows = [row for name in SENTENCES for row in read_sentences(name)]
    for name in ENTRIES:
        for index, entry in enumerate(read_lines(name)):
            rows.extend(split_entry(entry, name, index))
    unknown = {pattern for row in rows for pattern in row.patterns} - set(PATTERNS)
    if unknown:
        raise ValueError(f"the corpus names unknown patterns: {sorted(unknown)}")
    return rows
