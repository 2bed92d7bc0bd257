"""How alike two sentences of one pattern are, beyond the pattern itself."""

import tomllib
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from patterns.likeness import TYPICAL, Likeness, Vectors, compare, pack
from patterns.vocabulary import PATTERNS

numbers = st.floats(-1, 1, width=32)


def draw(sentences: Sequence[str]) -> Vectors:
    """Vectors of two numbers: how long a sentence is, and how many words it has."""
    return np.array([[len(sentence), len(sentence.split())] for sentence in sentences], np.float32)


def test_every_pattern_has_its_typical_sentences() -> None:
    typical = tomllib.loads(TYPICAL.read_text("utf-8"))
    assert typical.keys() == set(PATTERNS)
    assert {len(set(sentences)) for sentences in typical.values()} == {8}


def test_what_is_common_to_a_pattern_is_taken_out() -> None:
    common = draw(tomllib.loads(TYPICAL.read_text("utf-8"))["jealousy"]).mean(0)
    [place] = Likeness(draw, "engine").place("jealousy", ["She met him again."])
    apart = draw(["She met him again."])[0] - common
    assert place == pytest.approx(apart / np.linalg.norm(apart))


def test_the_same_words_lie_in_the_same_place_and_a_place_has_length_one() -> None:
    places = Likeness(draw, "engine").place("trust", ["I slept well.", "I slept well.", "He will come back, I know."])
    assert np.array_equal(places[0], places[1])
    assert np.linalg.norm(places, axis=1) == pytest.approx(1)


def test_a_pattern_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        Likeness(draw, "engine").place("clinging", ["I called."])


def test_vectors_of_two_engines_are_told_apart() -> None:
    assert Likeness(draw, "one").version != Likeness(draw, "two").version


@given(arrays(np.float32, 12, elements=numbers))
def test_a_packed_vector_lies_where_it_lay(vector: Vectors) -> None:
    length = np.linalg.norm(vector)
    if length < 0.01:
        return
    [cosine] = compare(np.asarray(vector / length, np.float32), [pack(vector)])
    assert cosine >= 0.99


def test_a_packed_vector_of_another_width_is_unlike_everything() -> None:
    assert compare(np.array([1, 0], np.float32), [pack(np.ones(3, np.float32)), b""]) == [0.0, 0.0]


def test_a_vector_of_nothing_is_unlike_everything() -> None:
    assert compare(np.array([1, 0], np.float32), [pack(np.zeros(2, np.float32))]) == [0.0]
