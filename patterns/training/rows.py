"""The corpus as texts to learn from, each with the segments that are scored in it."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from patterns.text import Span, clauses, sentences
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

CORPUS = Path(__file__).parent.parent / "corpus"
VOICES = CORPUS / "voices"
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
LEARN, TUNE, FINAL = "learn", "tune", "final"
# Whole voices that nothing learns from: one author each, none of whom wrote a line of the others.
VOICES_TO_TUNE = frozenset({"told_am", "told_j", "told_y", "tune_mixed"})
VOICES_TO_SCORE = frozenset({"final_diary", "final_forum", "final_raw", "told_i", "told_x"})
# Voices whose authors wrote as people tell, with no label in mind, and labelled sentence by sentence afterwards.
TOLD = "told_"
# The first files have one author each and neighbours share topics, so whole blocks of lines are held out of them, never
# single lines. Held-out blocks take turns: half for calibration, half for figures ("familiar voices").
BLOCK = 20
ENTRY_BLOCK = 10
EVERY = 8
EVERY_ENTRY = 3
# The first entries mark their clearest places only, so a sentence without a mark is weak evidence there.
UNMARKED = 0.5
CLAUSE = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """One behaviour. holder: shares of self, partner and other; status: an index into STATUSES."""

    pattern: str
    holder: tuple[float, ...]
    status: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that are scored: a sentence, or a clause of one. weight: how much to believe that they show just these."""

    span: Span
    labels: tuple[Label, ...]
    weight: float = 1.0
    clause: bool = False

    @property
    def patterns(self) -> frozenset[str]:
        """The patterns of the labels."""
        return frozenset(label.pattern for label in self.labels)


@dataclass(frozen=True, slots=True)
class Text:
    """A single sentence or a whole entry. marks: its labels as the author wrote them, with their evidence."""

    text: str
    segments: tuple[Segment, ...]
    source: str
    split: str
    whole: bool = False
    marks: tuple[dict[str, Any], ...] = ()

    @property
    def sentences(self) -> tuple[Segment, ...]:
        """The segments that are whole sentences."""
        return tuple(segment for segment in self.segments if not segment.clause)

    @property
    def told(self) -> bool:
        """Whether its author wrote it before labelling it."""
        return self.source.startswith(TOLD)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """All objects of one corpus file, in file order."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def list_voices() -> list[str]:
    """The names of the voices, in alphabetical order."""
    return sorted(path.stem for path in VOICES.glob("*.jsonl") if not path.stem.endswith("_entries"))


def choose_split(index: int, block: int, every: int) -> str:
    """The split of a line of the first files, by its block."""
    turn, place = divmod(index // block, every)
    if place != every - 2:
        return LEARN
    return FINAL if turn % 2 else TUNE


def choose_voice_split(name: str) -> str:
    """The split of a whole voice."""
    return TUNE if name in VOICES_TO_TUNE else FINAL if name in VOICES_TO_SCORE else LEARN


def share_holder(holder: str) -> tuple[float, ...]:
    """Shares of self, partner and other; both means self and partner alike."""
    return tuple(0.5 if holder == "both" and place < 2 else float(holder == name) for place, name in enumerate(HOLDERS))


def make_label(mark: dict[str, Any]) -> Label:
    """A label from its object in a file."""
    return Label(mark["pattern"], share_holder(mark["holder"]), STATUSES.index(mark["status"]))


def read_labels(line: dict[str, Any]) -> tuple[Label, ...]:
    """The labels of a sentence: each of its own (voices), or all of one holder and status (the first files)."""
    if "labels" in line:
        return tuple(map(make_label, line["labels"]))
    return tuple(make_label({**line, "pattern": pattern}) for pattern in line["patterns"])


def read_sentences(path: Path, split: str | None = None) -> Iterator[Text]:
    """The texts of one file of labelled sentences, in `split`, or by their blocks."""
    for index, line in enumerate(read_lines(path)):
        text = line["text"]
        segment = Segment(Span(0, len(text)), read_labels(line))
        yield Text(text, (segment,), path.stem, split or choose_split(index, BLOCK, EVERY))


def find_place(entry: dict[str, Any], mark: dict[str, Any]) -> Span:
    """Where the evidence of a mark stands."""
    start = mark["start"] if "start" in mark else entry["text"].index(mark["evidence"])
    return Span(start, start + len(mark["evidence"]))


def find_labels(entry: dict[str, Any], span: Span) -> tuple[Label, ...]:
    """The labels of an entry that lie in a span: at least half of the evidence, or evidence for half of the span."""
    found = []
    for mark in entry["labels"]:
        place = find_place(entry, mark)
        shared = min(span.end, place.end) - max(span.start, place.start)
        if shared > 0 and shared * 2 >= min(place.end - place.start, span.end - span.start):
            found.append(make_label(mark))
    return tuple(found)


def split_entry(entry: dict[str, Any], dense: bool) -> Iterator[Segment]:
    """The sentences of an entry, and the clauses of those that have several. dense: unmarked means that nothing is
    there."""
    text, trusted = entry["text"], dense or not entry["labels"]
    for span in sentences(text):
        labels = find_labels(entry, span)
        weight = 1.0 if labels or trusted else UNMARKED
        yield Segment(span, labels, weight)
        parts = clauses(text, span)
        if len(parts) > 1:
            yield from (Segment(part, find_labels(entry, part), CLAUSE * weight, clause=True) for part in parts)


def read_entries(path: Path, split: str | None = None) -> Iterator[Text]:
    """The texts of one file of whole entries, in `split`, or by their blocks."""
    for index, entry in enumerate(read_lines(path)):
        segments = tuple(split_entry(entry, dense=split is not None))
        chosen = split or choose_split(index, ENTRY_BLOCK, EVERY_ENTRY)
        yield Text(entry["text"], segments, path.stem, chosen, whole=True, marks=tuple(entry["labels"]))


def read_corpus() -> list[Text]:
    """Every text of the corpus, each with its split. Raises ValueError for an unknown pattern."""
    texts = [text for name in SENTENCES for text in read_sentences(CORPUS / f"{name}.jsonl")]
    texts += [text for name in ENTRIES for text in read_entries(CORPUS / f"{name}.jsonl")]
    for name in list_voices():
        split = choose_voice_split(name)
        texts += read_sentences(VOICES / f"{name}.jsonl", split)
        texts += read_entries(VOICES / f"{name}_entries.jsonl", split)
    unknown = find_patterns(texts) - set(PATTERNS)
    if unknown:
        raise ValueError(f"the corpus names unknown patterns: {sorted(unknown)}")
    return texts


def find_patterns(texts: Iterable[Text]) -> set[str]:
    """Every pattern that some segment carries."""
    return {pattern for text in texts for segment in text.segments for pattern in segment.patterns}


def list_segments(texts: Sequence[Text]) -> list[Segment]:
    """The sentences of all texts, in order."""
    return [segment for text in texts for segment in text.sentences]


def mix_told(texts: Sequence[Text], times: int, seldom: int, others: int, seed: int) -> list[Text]:
    """Every text that was told, `times` times, and of the rest, drawn by chance, `seldom` of those that show what
    people seldom tell (what somebody else did, or what was wished, resisted, feared, denied or claimed) and `others`.
    """
    told, rest = ([text for text in texts if text.told is whether] for whether in (True, False))
    rare, usual = ([text for text in rest if is_seldom(text) is whether] for whether in (True, False))
    chance = random.Random(seed)
    return told * times + chance.sample(rare, seldom) + chance.sample(usual, others)


def is_seldom(text: Text) -> bool:
    """Whether some label is of somebody other than writer and partner, or neither enacted nor past."""
    return any(
        label.holder[-1] == 1.0 or STATUSES[label.status] not in {"enacted", "past"}
        for segment in text.sentences
        for label in segment.labels
    )
