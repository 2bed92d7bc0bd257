"""The encoder at run time: the real built model, and clear refusals when it is not the right one."""

import json
import shutil
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns import building, shelf, weights
from patterns.encoder import (
    COMPANY,
    END,
    LONGEST,
    SILENT,
    WIDTH,
    WINDOW,
    Encoder,
    ModelCorrupt,
    ModelMissing,
    SegmentScores,
    find_places,
    group_by_length,
    open_windows,
)
from patterns.text import Span, clauses, sentences
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built model."""
    return building.build(weights.fetch())


@pytest.fixture(scope="session")
def encoder(built: Path) -> Encoder:
    """The model that ships."""
    return Encoder.load()


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy of the built model that a test may damage."""
    return Path(shutil.copytree(built, tmp_path / "model"))


def read(encoder: Encoder, sentence: str) -> tuple[str, str, str]:
    """The likeliest pattern of one sentence, its holder and its status."""
    scores = encoder.score([sentence])[0]
    place = scores.patterns.index(max(scores.patterns))
    holder, status = scores.holders[place], scores.statuses[place]
    return PATTERNS[place], HOLDERS[holder.index(max(holder))], STATUSES[status.index(max(status))]


def shown(encoder: Encoder, sentence: str) -> set[str]:
    """The patterns whose probability reaches their threshold."""
    scores = encoder.score([sentence])[0].patterns
    return {name for name, score, line in zip(PATTERNS, scores, encoder.thresholds, strict=True) if score >= line}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I asked him again if we are okay, third time today.", ("reassurance_seeking", "self", "enacted")),
        ("He went cold after dinner.", ("withdrawal", "partner", "enacted")),
    ],
)
def test_these_sentences_are_read_right(encoder: Encoder, sentence: str, expected: tuple[str, str, str]) -> None:
    assert read(encoder, sentence) == expected
    assert shown(encoder, sentence) == {expected[0]}


@pytest.mark.parametrize(
    "sentence",
    [
        "We had pasta and watched the match.",
        "My husband and I took the kids to the beach and it was lovely.",
        "The bus was late again and my boss was in a mood.",
        "She likes tea and I like coffee.",
        "Took the bins out, did two loads of washing, slept early.",
    ],
)
def test_ordinary_days_stay_silent(encoder: Encoder, sentence: str) -> None:
    assert shown(encoder, sentence) == set()


def test_scores_are_probabilities_in_the_order_of_the_vocabulary(encoder: Encoder) -> None:
    scores = encoder.score(["I told her that I was scared."])[0]
    assert len(scores.patterns) == len(scores.holders) == len(scores.statuses) == 37
    assert all(0 <= score <= 1 for score in scores.patterns)
    assert {(len(holder), len(status)) for holder, status in zip(scores.holders, scores.statuses, strict=True)} == {
        (3, 7)
    }
    assert all(sum(share) == pytest.approx(1, abs=1e-5) for share in (*scores.holders, *scores.statuses))


def flatten(scores: SegmentScores) -> list[float]:
    """All numbers of a segment's scores."""
    return [*scores.patterns, *(value for row in (*scores.holders, *scores.statuses) for value in row)]


def test_a_sentence_alone_scores_the_same_whatever_else_is_asked(encoder: Encoder) -> None:
    alone = ["I left.", "He rang four times and I watched it ring, " * 5, "I asked her for a hug and got one.", ""]
    together, reverse = encoder.score(alone), encoder.score(alone[::-1])[::-1]
    for one, *others in zip((encoder.score([s])[0] for s in alone), together, reverse, strict=True):
        for other in others:
            assert flatten(one) == pytest.approx(flatten(other), abs=1e-4)


def test_a_text_of_one_sentence_is_that_sentence_alone(encoder: Encoder) -> None:
    text = "  I asked him again if we are okay, third time today. "
    spans = sentences(text)
    assert encoder.see(text, spans).score(spans) == encoder.score([text.strip()])


def test_what_a_segment_scores_does_not_depend_on_what_else_is_scored(encoder: Encoder) -> None:
    text = "We had soup. I asked him again and he went cold. Then I rang my sister and she calmed me down. Slept."
    spans = sentences(text)
    parts = [part for span in spans for part in clauses(text, span)]
    sight = encoder.see(text, spans)
    for segment, scores in zip((*spans, *parts), sight.score([*spans, *parts]), strict=True):
        assert flatten(sight.score([segment])[0]) == pytest.approx(flatten(scores), abs=1e-4)


def test_a_sentence_is_read_in_the_company_of_its_neighbours(encoder: Encoder) -> None:
    text = "I sat on my hands for an hour. I put the phone in the drawer."
    spans = sentences(text)
    assert flatten(encoder.see(text, spans).score(spans)[1]) != pytest.approx(
        flatten(encoder.score([text[slice(*spans[1])]])[0]), abs=1e-4
    )


def test_words_without_a_token_score_nothing(encoder: Encoder) -> None:
    text = "\u0301\u0301 I left."
    assert encoder.see(text, sentences(text)).score([Span(0, 2), Span(3, 3)]) == [SILENT, SILENT]
    assert encoder.see("", []).score([]) == []


def test_alike_sentences_are_near_each_other(encoder: Encoder) -> None:
    vectors = encoder.embed(
        ["I asked him again if he loves me.", "Asked her again whether she still loves me.", "Rain."]
    )
    assert vectors.shape == (3, WIDTH)
    assert (vectors**2).sum(1) == pytest.approx(1, abs=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


@given(st.lists(st.integers(1, 400), max_size=60), st.data())
def test_windows_hold_every_segment_once_in_its_own_words(lengths: list[int], data: st.DataObject) -> None:
    ends = list(accumulate(lengths))
    spans = [Span(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    ids = list(range(10, 10 + sum(lengths)))
    segments = []
    for span in spans:
        start = data.draw(st.integers(span.start, span.end - 1))
        segments += [span, Span(start, data.draw(st.integers(start, span.end)))]
    windows = list(open_windows(ids, spans))
    assert all(len(window.ids) <= LONGEST for window in windows)
    assert sum(len(window.ids) for window in windows) <= sum(lengths) + len(windows) * (2 + COMPANY)
    seen = {}
    for window, here in zip(windows, find_places(windows, segments), strict=True):
        for number, begin, end in here:
            assert number not in seen
            seen[number] = list(window.ids[begin:end])
            assert seen[number] == ids[slice(*segments[number])][: end - begin]
            assert end - begin == len(range(*segments[number])) or window.ids[end] == END
    within = {n for n, s in enumerate(segments) if s.start < s.end and s.start - spans[n // 2].start < LONGEST - 2}
    assert set(seen) == within


def test_a_later_window_sees_the_sentences_before_it_but_does_not_score_them_again() -> None:
    spans = [Span(start, start + 20) for start in range(0, 20 * 12, 20)]
    first, second = open_windows(list(range(20 * 12)), spans)
    assert (first.ids[1], second.ids[1]) == (0, WINDOW - COMPANY)
    assert (first.own, second.own) == (Span(0, WINDOW), Span(WINDOW, 240))


def test_a_usual_entry_is_one_window_and_a_long_one_is_read_in_linear_work() -> None:
    spans = [Span(start, start + 20) for start in range(0, 20 * 500, 20)]
    few, many = (list(open_windows(list(range(20 * n)), spans[:n])) for n in (WINDOW // 20, 500))
    assert len(few) == 1
    assert len(many) == -(-500 // (WINDOW // 20))


def test_nothing_asked_nothing_answered(encoder: Encoder) -> None:
    assert encoder.score([]) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        " \n",
        "\0",
        "half a pair \ud83d",
        "🙂" * 50,
        "e\u0301" * 300,
        "שלום, התקשרתי אליה שוב",
        "no " * 5000,
        "x" * 20000,
        "<b>`</b>",
    ],
)
def test_any_text_is_scored(encoder: Encoder, sentence: str) -> None:
    assert isinstance(encoder.score([sentence])[0], SegmentScores)
    spans = sentences(sentence)
    assert len(encoder.see(sentence, spans).score(spans)) == len(spans)


def test_batches_hold_sentences_of_similar_length_and_each_once() -> None:
    lengths = [5, 300, 7, 6, 256, 5, 40, 600]
    batches = list(group_by_length(lengths))
    assert sorted(index for batch in batches for index in batch) == list(range(8))
    assert batches == [[0, 5, 3, 2, 6], [4], [1], [7]]


def test_no_model_is_a_refusal_that_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="make model"):
        Encoder.load(tmp_path)


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.onnx", "tokenizer.json"])
def test_a_changed_byte_is_a_refusal_that_names_the_file(copy: Path, name: str) -> None:
    with (copy / name).open("r+b") as file:
        file.seek(1000)
        byte = file.read(1)
        file.seek(1000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelCorrupt, match=name):
        Encoder.load(copy)


def test_a_lost_file_is_a_refusal(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelCorrupt, match=r"tokenizer\.json"):
        Encoder.load(copy)


@pytest.mark.parametrize("manifest", ["{}", "[]", "half", '{"version": "1", "files": 3}'])
def test_an_unreadable_manifest_is_a_refusal(copy: Path, manifest: str) -> None:
    (copy / shelf.MANIFEST).write_text(manifest)
    with pytest.raises((ModelCorrupt, ModelMissing), match="make model"):
        Encoder.load(copy)


def test_a_model_of_another_vocabulary_is_a_refusal(copy: Path) -> None:
    manifest = json.loads((copy / shelf.MANIFEST).read_bytes())
    manifest["patterns"].reverse()
    (copy / shelf.MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(ModelCorrupt, match="vocabulary"):
        Encoder.load(copy)


def test_the_version_is_that_of_the_shipped_parts(encoder: Encoder) -> None:
    assert encoder.version == shelf.name_version()
    assert len(encoder.thresholds) == len(PATTERNS)


def test_run_time_needs_neither_set_up_nor_training() -> None:
    script = (
        "import sys, patterns.encoder; "
        "sys.exit(any(n in sys.modules for n in ('onnx', 'torch', 'django', 'patterns.weights', 'patterns.building')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
