"""Training's own arithmetic: which rows are held out, what is asked of them, and scores that mean frequencies."""

import re
from pathlib import Path

import numpy as np
import pytest

from patterns.text import Span
from patterns.training import calibration, card, figures, rows, score
from patterns.training.figures import Case, Said
from patterns.vocabulary import PATTERNS, STATUSES

CORPUS = rows.read_corpus()
VOICE = re.compile(r"^\| `(\w+)` \| ([\d |]+?) \| \**(?:learned|tune|final)", re.MULTILINE)


def test_blocks_of_lines_are_held_out_whole_and_take_turns() -> None:
    splits = [rows.choose_split(line, 20, 8) for line in range(640)]
    assert [line for line in range(640) if splits[line] == rows.TUNE] == [*range(120, 140), *range(440, 460)]
    assert [line for line in range(640) if splits[line] == rows.FINAL] == [*range(280, 300), *range(600, 620)]


def test_a_voice_is_learned_from_or_scored_and_never_both() -> None:
    splits: dict[str, set[str]] = {}
    for text in CORPUS:
        splits.setdefault(text.source.removesuffix("_entries"), set()).add(text.split)
    for voice in rows.list_voices():
        assert splits[voice] == {rows.choose_voice_split(voice)}
    assert set(rows.list_voices()) >= rows.VOICES_TO_SCORE | rows.VOICES_TO_TUNE


def test_every_pattern_holder_and_status_is_learned_and_scored() -> None:
    for split in (rows.LEARN, rows.TUNE, rows.FINAL):
        labels = [label for text in CORPUS if text.split == split for s in text.segments for label in s.labels]
        assert {label.pattern for label in labels} == set(PATTERNS)
        assert {label.status for label in labels} == {*range(len(STATUSES))}
        assert {label.holder.index(1.0) for label in labels if 1.0 in label.holder} == {0, 1, 2}


def test_no_sentence_is_learned_and_scored() -> None:
    learned = {text.text for text in CORPUS if text.split == rows.LEARN and len(text.text) > 40}
    assert [text.text for text in CORPUS if text.split != rows.LEARN and text.text in learned] == []


def test_look_alikes_and_lines_about_danger_are_never_learned_from() -> None:
    texts = {text.text for text in CORPUS}
    for name in (*score.QUIET, "risk"):
        shared = {line["text"] for line in rows.read_lines(rows.CORPUS / f"{name}.jsonl")} & texts
        assert shared == set(), name


def test_both_is_half_self_and_half_partner() -> None:
    assert rows.share_holder("both") == (0.5, 0.5, 0.0)
    assert rows.share_holder("other") == (0.0, 0.0, 1.0)


def test_no_label_calls_steadying_oneself_resisted() -> None:
    resisted = STATUSES.index("resisted")
    labelled = [(text.text, label) for text in CORPUS for segment in text.segments for label in segment.labels]
    assert [text for text, label in labelled if label.pattern == "self_soothing" and label.status == resisted] == []


def test_what_is_learned_last_is_all_that_was_told_and_some_of_the_rest() -> None:
    learned = [text for text in CORPUS if text.split == rows.LEARN]
    told = [text for text in learned if text.told]
    mixed = rows.mix_told(learned, times=2, seldom=60, others=40, seed=0)
    assert {text.source.removesuffix("_entries") for text in told} >= {"told_a", "told_l"}
    assert [text for text in mixed if text.told] == told * 2
    assert [rows.is_seldom(text) for text in mixed if not text.told] == [True] * 60 + [False] * 40


def test_the_datasheet_counts_what_is_there() -> None:
    sheet = (rows.CORPUS / "README.md").read_text("utf-8")
    told = {name: [int(count) for count in counts.split(" | ")] for name, counts in re.findall(VOICE, sheet)}
    found = {}
    for name in rows.list_voices():
        files = (rows.read_lines(rows.VOICES / f"{name}{end}.jsonl") for end in ("", "_entries"))
        found[name] = [count for lines in files for count in (len(lines), sum(not line["labels"] for line in lines))]
    assert told == found


def test_the_card_shows_the_figures_of_the_board_and_nothing_else_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card, "CARD", tmp_path / "tagger.md")
    card.CARD.write_text("Before.\n<!-- figures -->\nlast year\n<!-- /figures -->\nAfter.\n")
    slices = {name: {"texts": 12, "family F1": 0.876} for name in (*card.COLUMNS, "  told_i")}
    card.write(
        {
            **slices,
            "neutral texts": {
                "look-alikes (never learned from)": 7,
                "of these, with something insecure of the writer": 0.125,
                "all neutral texts": 30,
                "of all, with something insecure of the writer": 0.02,
            },
            "a second reader beside the authors": {
                "texts": 50,
                **dict.fromkeys(("pattern macro-F1", "holder right", "status macro-F1"), 0.9),
            },
            "whole entries with two readers": {
                "texts": 9,
                **{f"{name} F1 where both agree": 0.81 for name in ("family", "pattern")},
                **{f"{name} F1 of the second beside the first": 0.72 for name in ("family", "pattern")},
            },
            "calibration of the model": {"alone": 0.031, "entries": 0.042},
            "each pattern in single sentences, F1": {"repair": 0.91, "withdrawal": 0.5},
            "single sentences, pattern macro-F1": {"majority": 0.0, "this reader": 0.7},
        }
    )
    text = card.CARD.read_text()
    assert text.startswith("Before.\n<!-- figures -->\n| | sentences, new voices |")
    assert text.endswith("<!-- /figures -->\nAfter.\n")
    assert "last year" not in text
    assert "| family F1 | 0.88 | 0.88 | 0.88 | 0.88 |" in text
    assert "| | `told_i` |" in text
    assert "30 in all: 2.0 % get something insecure" in text
    assert "0.031 in sentences alone, 0.042 in entries" in text


def test_every_mark_of_an_entry_rests_on_its_words() -> None:
    for text in CORPUS:
        for mark in text.marks:
            place = rows.find_place({"text": text.text}, mark)
            assert text.text[slice(*place)] == mark["evidence"]


def test_the_sentences_and_clauses_of_an_entry_carry_the_labels_of_their_words() -> None:
    mark = {"pattern": "withdrawal", "holder": "partner", "status": "enacted", "evidence": "he went cold"}
    entry = {"text": "We ate. I asked him again and he went cold.", "labels": [mark]}
    told = [(entry["text"][slice(*s.span)], len(s.labels), s.weight, s.clause) for s in rows.split_entry(entry, False)]
    assert told == [
        ("We ate.", 0, 0.5, False),
        ("I asked him again and he went cold.", 1, 1.0, False),
        ("I asked him again", 0, 0.5, True),
        ("he went cold.", 1, 0.5, True),
    ]
    assert next(rows.split_entry(entry, True)).weight == 1.0


def test_calibration_makes_scores_frequencies() -> None:
    chance = np.random.default_rng(7)
    frequency = chance.uniform(0.02, 0.98, (4000, 3))
    truth = chance.uniform(size=frequency.shape) < frequency
    boasted = 1 / (1 + np.exp(-(2 * calibration.find_logits(frequency) + 1)))
    weight = np.ones(len(truth))
    factor, shifts = calibration.fit(boasted, truth, weight)
    fitted = 1 / (1 + np.exp(-(factor * calibration.find_logits(boasted) + shifts)))
    assert figures.find_calibration_error(boasted, truth, weight) > 0.1
    assert figures.find_calibration_error(fitted, truth, weight) < 0.02
    assert factor == pytest.approx(0.5, abs=0.05)


def test_a_folded_calibration_moves_the_score_by_factor_and_shift() -> None:
    heads = {"patterns.seen": np.ones((2, 3)), "patterns.mean": np.ones((3, 2)), "patterns.bias": np.array([1.0, -1.0])}
    folded = calibration.fold({**heads, "queries": np.ones((3, 2))}, 0.5, np.array([0.25, 0.0]))
    assert folded["patterns.seen"].tolist() == [[0.5] * 3] * 2
    assert folded["patterns.mean"].tolist() == [[0.5] * 2] * 3
    assert folded["patterns.bias"].tolist() == [0.75, -0.5]
    assert folded["queries"].tolist() == [[1.0] * 2] * 3


def said(pattern: str, holder: str = "self", status: str = "enacted", span: tuple[int, int] = (0, 10)) -> Said:
    return Said(pattern, holder, status, Span(*span))


def test_figures_count_hits_false_alarms_and_misses() -> None:
    asking, quiet = said("reassurance_seeking"), said("withdrawal")
    cases = [Case((asking,), (asking,)), Case((asking,), (quiet,)), Case((), (quiet,)), Case((), ())]
    found = figures.score_patterns(cases)
    assert found["pattern micro-F1"] == pytest.approx(2 / 5)
    assert found["pattern macro-F1"] == pytest.approx(2 / 3)
    assert found["of these, with something insecure of the writer"] == 0.5
    assert found["anxious and avoidant mixed up"] == 0.5


def test_where_two_readers_differ_neither_counts() -> None:
    first, second = np.array([[True, True, False]]), np.array([[True, False, False]])
    assert figures.score_agreed(np.array([[True, False, False]]), first, second) == 1.0
    assert figures.score_agreed(np.array([[True, True, False]]), first, second) == 1.0
    assert figures.score_agreed(np.array([[True, False, True]]), first, second) == pytest.approx(2 / 3)


def test_only_what_is_the_writers_own_is_an_alarm() -> None:
    others = [said("withdrawal", "partner"), said("withdrawal", "other"), said("trust")]
    assert not any(figures.alarms(Case((), (one,))) for one in others)
    assert figures.alarms(Case((), (said("withdrawal", status="resisted"),)))


def test_kappa_is_agreement_beyond_chance() -> None:
    wanted = np.array([[True], [True], [False], [False]])
    assert figures.find_kappa(wanted, wanted) == 1.0
    assert figures.find_kappa(np.array([[True], [False], [True], [False]]), wanted) == 0.0


def test_holder_and_status_are_asked_where_the_pattern_is_met_on_its_words() -> None:
    case = Case(
        (said("withdrawal", "partner", "past"), said("withdrawal", span=(20, 30)), said("repair", "both")),
        (said("withdrawal", span=(25, 40)), said("withdrawal", "partner"), said("repair", span=(50, 60))),
    )
    found = figures.score_assertion([case])
    assert (found["patterns met on their words"], found["holder right"]) == (2, 1.0)
    assert found["status macro-F1"] == pytest.approx((2 / 3 + 0) / 2)


def test_spans_are_measured_in_the_words_they_share() -> None:
    case = Case((said("withdrawal", span=(0, 10)),), (said("withdrawal", span=(5, 25)), said("repair", span=(0, 5))))
    assert figures.score_spans([case]) == {"span recall": 0.5, "span precision": 0.2}
