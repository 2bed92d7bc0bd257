"""The score of the shipped model: `python -m patterns.training.score [--json] [--tune]`.

Figures are of the final split, or with `--tune` of the one that thresholds were chosen on.

Runs on the built 8-bit model, without PyTorch, so every figure is of what people get.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from patterns.encoder import Encoder, SentenceScores
from patterns.reader import Reader
from patterns.training.rows import (
    ENTRIES,
    ENTRY_BLOCK,
    EVERY_ENTRY,
    FINAL,
    TUNE,
    Row,
    choose_split,
    read_corpus,
    read_lines,
)
from patterns.vocabulary import FAMILIES, FAMILY_OF, HOLDERS, PATTERNS, STATUSES

INSECURE = 3
QUIET = ("plain_quiet", "plain_mundane")
Marks = NDArray[np.bool_]
Figures = dict[str, float]


def f1(hits: float, false: float, missed: float) -> float:
    """F1 from counts; 0 when there is nothing to find."""
    return float(2 * hits / (2 * hits + false + missed)) if hits + false + missed else 0.0


def score_columns(found: Marks, wanted: Marks) -> list[float]:
    """F1 of each column that occurs at all."""
    return [
        f1((f & w).sum(), (f & ~w).sum(), (~f & w).sum()) for f, w in zip(found.T, wanted.T, strict=True) if w.any()
    ]


def score_whole(found: Marks, wanted: Marks) -> float:
    """F1 over all cells together (micro)."""
    return f1((found & wanted).sum(), (found & ~wanted).sum(), (~found & wanted).sum())


def merge_families(marks: Marks) -> Marks:
    """(rows, patterns) to (rows, families)."""
    return np.stack([marks[:, [FAMILY_OF[p] == family for p in PATTERNS]].any(1) for family in FAMILIES], 1)


def mark_rows(rows: Sequence[Row]) -> Marks:
    """What the corpus says, as (rows, patterns)."""
    return np.array([[pattern in row.patterns for pattern in PATTERNS] for row in rows], bool)


def mark_scores(scores: Sequence[SentenceScores], thresholds: Iterable[float]) -> Marks:
    """What the model says, as (rows, patterns)."""
    return np.array([score.patterns for score in scores]) >= np.array(list(thresholds))


def count_alarms(found: Marks) -> float:
    """The share of rows with any insecure pattern."""
    return float(merge_families(found)[:, :INSECURE].any(1).mean())


def find_calibration_error(probabilities: NDArray[np.float64], wanted: Marks, least: float = 0.2) -> float:
    """Expected calibration error over ten bins of the probabilities that are not near nothing."""
    shown = probabilities > least
    scores, right = probabilities[shown], wanted[shown]
    bins = np.minimum((scores * 10).astype(int), 9)
    return float(sum(abs(scores[bins == k].sum() - right[bins == k].sum()) for k in range(10)) / len(scores))


def score_patterns(found: Marks, wanted: Marks) -> Figures:
    """Pattern, family and false alarm figures of some rows."""
    families, truth = merge_families(found), merge_families(wanted)
    neutral = ~wanted.any(1)
    anxious, avoidant = (truth[:, a] & ~truth[:, b] for a, b in ((0, 1), (1, 0)))
    mixed = (anxious & families[:, 1] & ~families[:, 0]) | (avoidant & families[:, 0] & ~families[:, 1])
    return {
        "rows": len(found),
        "pattern micro-F1": score_whole(found, wanted),
        "pattern macro-F1": float(np.mean(score_columns(found, wanted))),
        "family F1": score_whole(families, truth),
        "neutral rows": int(neutral.sum()),
        "neutral with an insecure tag": count_alarms(found[neutral]) if neutral.any() else 0.0,
        "anxious and avoidant mixed up": float(mixed.sum() / max(1, (anxious | avoidant).sum())),
    }


def score_assertion(rows: Sequence[Row], scores: Sequence[SentenceScores]) -> Figures:
    """Holder right, and F1 of each status, where the corpus is sure."""
    figures = {}
    pairs = [(r.holder, s.holder) for r, s in zip(rows, scores, strict=True) if r.holder and max(r.holder) == 1]
    right = [np.argmax(wanted) == np.argmax(found) for wanted, found in pairs]
    figures["holder right"] = float(np.mean(right))
    for place, holder in enumerate(HOLDERS):
        found, wanted = (np.array([np.argmax(pair[i]) == place for pair in pairs])[:, None] for i in (1, 0))
        figures[f"holder {holder} F1"] = score_whole(found, wanted)
    sure = [(r.status, int(np.argmax(s.status))) for r, s in zip(rows, scores, strict=True) if r.status is not None]
    counts = Counter(sure)
    for place, status in enumerate(STATUSES):
        missed = sum(n for (w, f), n in counts.items() if w == place != f)
        figures[f"status {status} F1"] = f1(
            counts[place, place], sum(n for (w, f), n in counts.items() if f == place != w), missed
        )
    figures["status macro-F1"] = float(np.mean([figures[f"status {status} F1"] for status in STATUSES]))
    return figures


def score_entries(rows: Sequence[Row], found: Marks, wanted: Marks) -> Figures:
    """Whole entries: a pattern counts once for each entry, wherever it stands."""
    names = [row.entry for row in rows]
    groups = [[i for i, name in enumerate(names) if name == one] for one in dict.fromkeys(names)]
    merged = [np.stack([marks[group].any(0) for group in groups]) for marks in (found, wanted)]
    return score_patterns(*merged)


def score_reader(reader: Reader, split: str) -> Figures:
    """Whole entries through the whole reader, with its rules: patterns, and who and what where words overlap."""
    found, wanted, pairs = [], [], []
    for name in ENTRIES:
        for index, entry in enumerate(read_lines(name)):
            if choose_split(index, ENTRY_BLOCK, EVERY_ENTRY) != split:
                continue
            tags, labels = reader.read(entry["text"]).tags, entry["labels"]
            found.append([any(tag.pattern == pattern for tag in tags) for pattern in PATTERNS])
            wanted.append([any(label["pattern"] == pattern for label in labels) for pattern in PATTERNS])
            pairs += [
                (label, tag)
                for label in labels
                for tag in tags
                if tag.pattern == label["pattern"]
                and (label["evidence"] in tag.quote or tag.quote in label["evidence"])
            ]
    return score_patterns(np.array(found), np.array(wanted)) | {
        "labels met by a tag on their words": len(pairs),
        "of these, holder right": float(np.mean([label["holder"] == tag.holder for label, tag in pairs])),
        "of these, status right": float(np.mean([label["status"] == tag.status for label, tag in pairs])),
    }


def measure(split: str = FINAL) -> dict[str, Figures]:
    """All figures of the shipped model on one split."""
    encoder = Encoder.load()
    rows = [row for row in read_corpus() if row.split == split]
    scores = encoder.score([row.text for row in rows])
    found, wanted = mark_scores(scores, encoder.thresholds), mark_rows(rows)
    probabilities = np.array([score.patterns for score in scores])
    alone = [i for i, row in enumerate(rows) if row.source not in ENTRIES]
    calm = [i for i in alone if rows[i].source == "plain_none"]
    quiet = [line["text"] for name in QUIET for line in read_lines(name)]
    board = {
        "single sentences": score_patterns(found[alone], wanted[alone]),
        "ordinary days (plain_none)": {"rows": len(calm), "with an insecure tag": count_alarms(found[calm])},
        "look-alikes (never learned from)": {
            "rows": len(quiet),
            "with an insecure tag": count_alarms(mark_scores(encoder.score(quiet), encoder.thresholds)),
        },
        "holder and status in single sentences": score_assertion([rows[i] for i in alone], [scores[i] for i in alone]),
        "calibration": {"expected error, scores above 0.2": find_calibration_error(probabilities, wanted)},
    }
    for name in ENTRIES:
        places = [i for i, row in enumerate(rows) if row.source == name]
        board[f"{name}, sentence by sentence"] = score_patterns(found[places], wanted[places])
        board[f"{name}, whole"] = score_entries([rows[i] for i in places], found[places], wanted[places])
    board["both kinds of entries, whole, through reader and rules"] = score_reader(Reader(encoder), split)
    board["each pattern in single sentences, F1"] = {
        pattern: score_whole(found[alone][:, [i]], wanted[alone][:, [i]]) for i, pattern in enumerate(PATTERNS)
    }
    return board


def main() -> int:
    """Prints the board as a table, or as one JSON object with `--json`."""
    board = measure(TUNE if "--tune" in sys.argv else FINAL)
    if "--json" in sys.argv:
        print(json.dumps(board))
        return 0
    for name, figures in board.items():
        print(f"\n{name}")
        for figure, value in figures.items():
            print(f"  {figure:<36}{value:>8.3f}" if isinstance(value, float) else f"  {figure:<36}{value:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
