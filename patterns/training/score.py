"""The scoreboard of the shipped reader: `python -m patterns.training.score [--tune] [--json] [--write]`.

Every figure is of what people get: the built 8-bit model with all its rules, without PyTorch. Figures are of the final
split, from which nothing was learned or chosen, or with `--tune` of the one that calibration was fitted on.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from patterns.encoder import Encoder
from patterns.reader import Reader
from patterns.text import Span
from patterns.training import baselines, card
from patterns.training.calibration import mark_segments, score_texts
from patterns.training.figures import (
    Case,
    Figures,
    Said,
    alarms,
    f1,
    find_calibration_error,
    find_share,
    mark_families,
    mark_patterns,
    score_agreed,
    score_assertion,
    score_columns,
    score_patterns,
    score_spans,
    score_whole,
)
from patterns.training.rows import (
    CORPUS,
    FINAL,
    LEARN,
    TUNE,
    VOICES_TO_SCORE,
    VOICES_TO_TUNE,
    Segment,
    Text,
    find_place,
    list_segments,
    read_corpus,
    read_lines,
)
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

SECOND, SECOND_ENTRIES = "second_reader", "second_reader_entries"
QUIET = ("plain_quiet", "plain_mundane")
EVERY = 500
Board = dict[str, Figures]


def list_wanted(text: Text) -> tuple[Said, ...]:
    """What the corpus says of a text."""
    if text.whole:
        return list_said({"text": text.text, "labels": text.marks})
    span = text.segments[0].span
    return tuple(
        Said(label.pattern, name_holder(label.holder), STATUSES[label.status], span)
        for label in text.segments[0].labels
    )


def list_said(entry: dict[str, Any]) -> tuple[Said, ...]:
    """What the labels of an entry's line say."""
    return tuple(Said(m["pattern"], m["holder"], m["status"], find_place(entry, m)) for m in entry["labels"])


def name_holder(shares: Sequence[float]) -> str:
    """The holder that has all, or both."""
    return HOLDERS[shares.index(1.0)] if 1.0 in shares else "both"


def read_case(reader: Reader, text: Text) -> Case:
    """A text as the whole reader reads it."""
    tags = reader.read(text.text).tags
    return Case(list_wanted(text), tuple(Said(t.pattern, t.holder, t.status, Span(t.start, t.end)) for t in tags))


def read_cases(reader: Reader, texts: Sequence[Text]) -> Iterator[Case]:
    """Texts as the whole reader reads them; says how far it is, for they take minutes."""
    for number, text in enumerate(texts, start=1):
        yield read_case(reader, text)
        if number % EVERY == 0 or number == len(texts):
            print(f"read {number} of {len(texts)} texts", file=sys.stderr, flush=True)


def score_slice(cases: Sequence[Case]) -> Figures:
    """All figures of some texts."""
    return score_patterns(cases) | score_assertion(cases) | score_spans(cases)


def list_slices(split: str) -> dict[str, Callable[[Text], bool]]:
    """What is scored apart: single sentences and whole entries, of voices that were learned from and of new ones."""
    new = VOICES_TO_TUNE if split == TUNE else VOICES_TO_SCORE
    names = {name for voice in new for name in (voice, f"{voice}_entries")}
    slices: dict[str, Callable[[Text], bool]] = {
        "single sentences, new voices": lambda text: not text.whole and text.source in names,
        "single sentences, familiar voices": lambda text: not text.whole and text.source not in names,
        "whole entries, new voices": lambda text: text.whole and text.source in names,
        "whole entries, familiar voices": lambda text: text.whole and text.source not in names,
    }
    for name in sorted(names):
        slices[f"  {name}"] = lambda text, name=name: text.source == name  # type: ignore[misc]
    return slices


def measure(split: str = FINAL) -> Board:
    """All figures of the shipped reader on one split, and those of three simple systems beside them."""
    encoder, corpus = Encoder.load(), read_corpus()
    reader = Reader(encoder)
    texts = [text for text in corpus if text.split == split]
    cases = list(read_cases(reader, texts))
    board: Board = {}
    for name, belongs in list_slices(split).items():
        if chosen := [case for text, case in zip(texts, cases, strict=True) if belongs(text)]:
            board[name] = score_slice(chosen)
    board["neutral texts"] = measure_silence(reader, cases)
    board["a second reader beside the authors"] = measure_agreement(corpus)
    board["whole entries with two readers"] = measure_agreed(reader, corpus)
    board["calibration of the model"] = measure_calibration(encoder, texts)
    alone = [(text.text, case) for text, case in zip(texts, cases, strict=True) if not text.whole]
    return board | measure_alone(alone, [text for text in corpus if text.split == LEARN and not text.whole])


def measure_silence(reader: Reader, cases: Iterable[Case]) -> Figures:
    """How often something insecure of the writer is found where nothing is."""
    lines = [line["text"] for name in QUIET for line in read_lines(CORPUS / f"{name}.jsonl")]
    looks = [read_case(reader, Text(line, (Segment(Span(0, len(line)), ()),), "quiet", FINAL)) for line in lines]
    calm = [*(case for case in cases if not case.wanted), *looks]
    return {
        "look-alikes (never learned from)": len(looks),
        "of these, with something insecure of the writer": find_share(map(alarms, looks)),
        "all neutral texts": len(calm),
        "of all, with something insecure of the writer": find_share(map(alarms, calm)),
    }


def measure_alone(alone: Sequence[tuple[str, Case]], learned: Sequence[Text]) -> Board:
    """Single sentences: each pattern for itself, and three simple systems that learned from the same lines."""
    found, wanted = (mark_patterns(side) for side in zip(*((c.found, c.wanted) for _, c in alone), strict=True))
    each = {
        pattern: f1((f & w).sum(), (f & ~w).sum(), (~f & w).sum())
        for pattern, f, w in zip(PATTERNS, found.T, wanted.T, strict=True)
    }
    systems = baselines.answer([text for text, _ in alone], learned) | {"this reader": found}
    macro = {name: float(np.mean(score_columns(marks, wanted))) for name, marks in systems.items()}
    return {"each pattern in single sentences, F1": {**each}, "single sentences, pattern macro-F1": {**macro}}


def measure_agreement(corpus: Sequence[Text]) -> Figures:
    """How far a second reader, who saw the sentences alone, agrees with their authors: the height to aim for."""
    first = {text.text: list_wanted(text) for text in corpus if not text.whole}
    cases = []
    for line in read_lines(CORPUS / f"{SECOND}.jsonl"):
        span = Span(0, len(line["text"]))
        found = tuple(Said(mark["pattern"], mark["holder"], mark["status"], span) for mark in line["labels"])
        cases.append(Case(first[line["text"]], found))
    return score_patterns(cases) | score_assertion(cases)


def measure_agreed(reader: Reader, corpus: Sequence[Text]) -> Figures:
    """Whole entries that a second reader labelled too, blind: figures over what both say alike. Authors of whole
    entries leave out much that another reader would mark, so one reader's labels alone count right answers as wrong."""
    first = {text.text: list_wanted(text) for text in corpus if text.whole}
    lines = read_lines(CORPUS / f"{SECOND_ENTRIES}.jsonl")
    cases = [read_case(reader, Text(line["text"], (), SECOND_ENTRIES, FINAL, whole=True)) for line in lines]
    sides = [case.found for case in cases], [first[line["text"]] for line in lines], list(map(list_said, lines))
    calm = [case for case, one, other in zip(cases, *sides[1:], strict=True) if not one and not other]
    return {
        "texts": len(lines),
        "family F1 where both agree": score_agreed(*map(mark_families, sides)),
        "pattern F1 where both agree": score_agreed(*map(mark_patterns, sides)),
        "family F1 of the second beside the first": score_whole(mark_families(sides[2]), mark_families(sides[1])),
        "pattern F1 of the second beside the first": score_whole(mark_patterns(sides[2]), mark_patterns(sides[1])),
        "texts without a pattern for either": len(calm),
        "of these, with something insecure of the writer": find_share(map(alarms, calm)),
    }


def measure_calibration(encoder: Encoder, texts: Sequence[Text]) -> Figures:
    """How far a probability is from the frequency of being right: sentences alone, and sentences in entries."""
    figures: Figures = {}
    for name, whole in (("sentences alone", False), ("sentences in entries", True)):
        chosen = [text for text in texts if text.whole == whole]
        segments = list_segments(chosen)
        scores = np.array([score.patterns for score in score_texts(encoder, chosen)])
        weight = np.array([segment.weight for segment in segments])
        figures[f"expected error, {name}, scores above 0.2"] = find_calibration_error(
            scores, mark_segments(segments), weight
        )
    return figures


def main() -> int:
    """Prints the board as a table, or as one JSON object with `--json`; with `--write` puts it into docs/tagger.md."""
    board = measure(TUNE if "--tune" in sys.argv else FINAL)
    if "--write" in sys.argv:
        card.write(board)
    if "--json" in sys.argv:
        print(json.dumps(board))
        return 0
    for name, figures in board.items():
        print(f"\n{name}")
        for figure, value in figures.items():
            print(f"  {figure:<52}{value:>8.3f}" if isinstance(value, float) else f"  {figure:<52}{value:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
