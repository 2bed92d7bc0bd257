"""The encoder at run time: the real built model, and clear refusals when it is not the right one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from patterns import building, shelf, weights
from patterns.encoder import Encoder, ModelCorrupt, ModelMissing, SentenceScores, group_by_length
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
    """The likeliest pattern, holder and status of one sentence."""
    scores = encoder.score([sentence])[0]
    parts = ((scores.patterns, tuple(PATTERNS)), (scores.holder, HOLDERS), (scores.status, STATUSES))
    pattern, holder, status = (names[values.index(max(values))] for values, names in parts)
    return pattern, holder, status


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
    assert (len(scores.patterns), len(scores.holder), len(scores.status)) == (37, 3, 7)
    assert all(0 <= score <= 1 for score in scores.patterns)
    assert sum(scores.holder) == pytest.approx(1, abs=1e-5)
    assert sum(scores.status) == pytest.approx(1, abs=1e-5)


def test_a_sentence_scores_the_same_in_any_company(encoder: Encoder) -> None:
    sentences = ["I left.", "He rang four times and I watched it ring, " * 5, "I asked her for a hug and got one.", ""]
    together, reverse = encoder.score(sentences), encoder.score(sentences[::-1])[::-1]
    for alone, *others in zip((encoder.score([s])[0] for s in sentences), together, reverse, strict=True):
        for other in others:
            assert alone.patterns == pytest.approx(other.patterns, abs=1e-4)
            assert alone.status == pytest.approx(other.status, abs=1e-4)


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
    assert isinstance(encoder.score([sentence])[0], SentenceScores)


def test_batches_hold_sentences_of_similar_length_and_each_once() -> None:
    lengths = [5, 300, 7, 6, 256, 5, 40, 600]
    batches = list(group_by_length(lengths))
    assert sorted(index for batch in batches for index in batch) == list(range(8))
    assert batches == [[0, 5, 3, 2, 6], [4], [1], [7]]


def test_no_model_is_a_refusal_that_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="make model"):
        Encoder.load(tmp_path)


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
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
