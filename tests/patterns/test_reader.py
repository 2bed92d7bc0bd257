"""Whole texts through the real model: exact spans, sound tags, nothing that can break it."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patterns.encoder import LOAD, Encoder, ModelMissing, SegmentScores
from patterns.explain import explain
from patterns.reader import Reader, rules_version
from patterns.text import Span
from patterns.values import Reading
from patterns.vocabulary import FAMILIES, HOLDERS, PATTERNS, STATUSES

MEAN = st.text(st.sampled_from("aI .!?…\n\"'“”,;-\0\ud800\udfffé\u0301\u202e\u200fİß"), max_size=120)
BITS = st.lists(
    st.sampled_from(
        [
            "I asked him again if we are okay.",
            "He went cold.",
            "👩‍👩‍👧 I checked her phone\u0301!",
            "\ud83d",
            "\0",
            "<b>I rang her nine times</b>",
            "[12:04] Tom: ok",
            "and then i cried and i could not stop",
            "\u202eI told her I was scared\u202c",
        ]
    ),
    max_size=8,
).map(" ".join)


def check(text: str, reading: Reading) -> None:
    for tag in reading.tags:
        assert tag.quote == text[tag.start : tag.end]
        assert tag.quote == tag.quote.strip()
        assert tag.why == explain(tag.pattern, tag.holder, tag.status)
    assert len({(tag.start, tag.end, tag.pattern) for tag in reading.tags}) == len(reading.tags)


def test_the_first_sentence_of_the_product(reader: Reader) -> None:
    text = "I asked him again if we are okay, third time today. He went cold after dinner."
    found = [(tag.pattern, tag.holder, tag.status, tag.quote) for tag in reader.read(text).tags]
    assert ("reassurance_seeking", "self", "enacted", "I asked him again if we are okay, third time today.") in found
    assert ("withdrawal", "partner", "enacted", "He went cold after dinner.") in found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MEAN | BITS | st.text(st.characters(), max_size=200))
def test_any_text_gives_sound_tags_and_the_same_ones_again(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    check(text, reading)
    assert reader.read(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "I checked his phone. " * 952,
        "and i rang her and she did not answer " * 520,
        "a" * 20_000,
        "x\u0301" * 10_000,
        "\ud800" * 19_999 + "a",
        ("I \0cried. " * 2_200)[:20_000],
    ],
    ids=["sentences", "one breath", "one word", "combining marks", "lone surrogates", "NUL"],
)
def test_the_longest_texts_are_read(reader: Reader, text: str) -> None:
    beats: list[int] = []
    reading = reader.read(text, after_batch=lambda: beats.append(1))
    check(text, reading)
    assert reading.skipped is None
    assert len(beats) >= 1


def test_the_caller_hears_of_every_batch(reader: Reader) -> None:
    beats: list[int] = []
    words = 4 * LOAD
    reader.read("It rained. " * (words // 2), after_batch=lambda: beats.append(1))
    assert len(beats) >= words // LOAD


def test_moving_a_sentence_moves_its_span(reader: Reader) -> None:
    sentence = "I asked him again if he still loves me."
    before = "👍🏽 Tuesday\u0301.\n\n"
    alone, moved = reader.read(sentence).tags, reader.read(before + sentence).tags
    assert [(tag.pattern, tag.start - len(before), tag.end - len(before)) for tag in moved] == [
        (tag.pattern, tag.start, tag.end) for tag in alone
    ]
    assert alone


@pytest.mark.parametrize(
    ("text", "language", "skipped"),
    [
        ("", "und", "no_words"),
        ("🙂 12 !", "und", "no_words"),
        ("Heute habe ich ihn wieder gefragt, ob bei uns alles in Ordnung ist.", "de", "language"),
        ("Я снова спросила его, всё ли у нас хорошо.", "ru", "language"),
        ("Ok.", "en", None),
    ],
)
def test_what_is_not_read_says_why(reader: Reader, text: str, language: str, skipped: str | None) -> None:
    assert reader.read(text) == Reading((), reader.version, language, skipped)


@pytest.mark.parametrize(
    "text",
    [
        "He put his hands round my neck and I froze. I went quiet and said yes to everything.",
        "He hit me again so I said sorry for everything.",
        "I want to kill myself when she does not answer.",
    ],
)
def test_danger_leaves_no_trace(reader: Reader, text: str) -> None:
    assert reader.read(text) == Reading((), reader.version, "en", None)


class Hesitant:
    """Stands in for the model: finds every pattern everywhere, with the same probability."""

    version, thresholds = "hesitant", (0.5,) * len(PATTERNS)

    def __init__(self, probability: float) -> None:
        sure = (1.0, *[0.0] * (len(STATUSES) - 1))
        self.scores = SegmentScores(
            (probability,) * len(PATTERNS), (sure[: len(HOLDERS)],) * len(PATTERNS), (sure,) * len(PATTERNS)
        )

    def see(self, text: str, sentences: Sequence[Span], **_: object) -> "Hesitant":
        return self

    def score(self, segments: Sequence[Span]) -> list[SegmentScores]:
        return [self.scores] * len(segments)


@pytest.mark.parametrize(
    ("text", "probability", "families"),
    [
        ("I went quiet again tonight.", 0.55, {"secure"}),
        ("I went quiet again tonight.", 0.65, set(FAMILIES)),
        ("I went quiet again tonight. Then I slept.", 0.55, set(FAMILIES)),
        ("I went quiet again tonight. Then I slept.", 0.45, set()),
    ],
)
def test_a_sentence_alone_has_to_say_more_to_be_marked(text: str, probability: float, families: set[str]) -> None:
    tags = Reader(cast(Encoder, Hesitant(probability))).read(text).tags
    assert {tag.family for tag in tags} == families


def test_the_version_names_weights_and_rules(reader: Reader) -> None:
    assert reader.version.endswith("-" + rules_version())
    assert reader.read("Ok.").engine == reader.version


def test_a_missing_model_is_a_clear_refusal(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Reader.load(tmp_path)


def test_the_names_alone_load_no_model_library() -> None:
    script = (
        "import sys, patterns; sys.exit(any(name in sys.modules for name in ('onnxruntime', 'numpy', 'tokenizers')))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False).returncode == 0
