"""Training's own arithmetic: which rows are held out, what is asked of them, and scores that mean frequencies."""

import numpy as np
import pytest

from patterns.training import calibration, rows, score
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

CORPUS = rows.read_corpus()


def test_blocks_of_lines_are_held_out_whole_and_take_turns() -> None:
    splits = [rows.choose_split(line, 20, 8) for line in range(640)]
    assert [line for line in range(640) if splits[line] == rows.TUNE] == [*range(120, 140), *range(440, 460)]
    assert [line for line in range(640) if splits[line] == rows.FINAL] == [*range(280, 300), *range(600, 620)]


def test_an_entry_lies_in_one_split_with_all_its_sentences() -> None:
    places: dict[tuple[str, int], set[str]] = {}
    for row in CORPUS:
        if row.entry >= 0:
            places.setdefault((row.source, row.entry), set()).add(row.split)
    assert len(places) == 166 + 244
    assert all(len(splits) == 1 for splits in places.values())


def test_every_pattern_holder_and_status_is_learned_and_scored() -> None:
    for split in (rows.LEARN, rows.TUNE, rows.FINAL):
        chosen = [row for row in CORPUS if row.split == split]
        assert {pattern for row in chosen for pattern in row.patterns} == set(PATTERNS)
        assert {row.status for row in chosen} == {None, *range(len(STATUSES))}
        assert {place for row in chosen if row.holder for place in range(len(HOLDERS)) if row.holder[place] == 1} == {
            0,
            1,
            2,
        }


def test_no_sentence_is_learned_and_scored() -> None:
    learned = {row.text for row in CORPUS if row.split == rows.LEARN and len(row.text) > 40}
    assert [row.text for row in CORPUS if row.split != rows.LEARN and row.text in learned] == []


def test_look_alikes_and_lines_about_danger_are_never_learned_from() -> None:
    texts = {row.text for row in CORPUS}
    for name in (*score.QUIET, "risk"):
        shared = {line["text"] for line in rows.read_lines(name)} & texts
        assert shared == set(), name


def test_both_is_half_self_and_half_partner() -> None:
    assert rows.share_holder("both") == (0.5, 0.5, 0.0)
    assert rows.share_holder("other") == (0.0, 0.0, 1.0)
    assert rows.share_holder("none") is None


def test_nothing_is_asked_of_holder_and_status_without_a_pattern() -> None:
    empty = [row for row in CORPUS if not row.patterns]
    assert {(row.holder, row.status) for row in empty} == {(None, None)}


def test_no_row_calls_steadying_oneself_resisted() -> None:
    resisted = [row for row in CORPUS if row.status == STATUSES.index("resisted")]
    assert [row.text for row in resisted if "self_soothing" in row.patterns] == []


def test_every_label_of_an_entry_rests_on_its_words() -> None:
    for name in rows.ENTRIES:
        for entry in rows.read_lines(name):
            assert all(label["evidence"] in entry["text"] for label in entry["labels"])


def test_calibration_makes_scores_frequencies() -> None:
    chance = np.random.default_rng(7)
    frequency = chance.uniform(0.02, 0.98, (4000, 3))
    truth = chance.uniform(size=frequency.shape) < frequency
    boasted = 1 / (1 + np.exp(-(2 * calibration.find_logits(frequency) + 1)))
    factor, shifts = calibration.fit(boasted, truth, np.ones(len(truth)))
    fitted = 1 / (1 + np.exp(-(factor * calibration.find_logits(boasted) + shifts)))
    assert score.find_calibration_error(boasted, truth) > 0.1
    assert score.find_calibration_error(fitted, truth) < 0.02
    assert factor == pytest.approx(0.5, abs=0.05)


def test_a_folded_calibration_moves_the_score_by_factor_and_shift() -> None:
    heads = {"patterns.seen": np.ones((2, 3)), "patterns.mean": np.ones((3, 2)), "patterns.bias": np.array([1.0, -1.0])}
    folded = calibration.fold({**heads, "queries": np.ones((3, 2))}, 0.5, np.array([0.25, 0.0]))
    assert folded["patterns.seen"].tolist() == [[0.5] * 3] * 2
    assert folded["patterns.mean"].tolist() == [[0.5] * 2] * 3
    assert folded["patterns.bias"].tolist() == [0.75, -0.5]
    assert folded["queries"].tolist() == [[1.0] * 2] * 3


def test_figures_count_hits_false_alarms_and_misses() -> None:
    wanted, found = np.zeros((4, len(PATTERNS)), bool), np.zeros((4, len(PATTERNS)), bool)
    asking, quiet = PATTERNS.index("reassurance_seeking"), PATTERNS.index("withdrawal")
    wanted[[0, 1], [asking, asking]] = True
    found[[0, 1, 2], [asking, quiet, quiet]] = True
    figures = score.score_patterns(found, wanted)
    assert figures["pattern micro-F1"] == pytest.approx(2 / 5)
    assert figures["pattern macro-F1"] == pytest.approx(2 / 3)
    assert figures["neutral with an insecure tag"] == 0.5
    assert figures["anxious and avoidant mixed up"] == 0.5
