"""Spans: exact, in order, complete, never too long, whatever the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.text import LONGEST, Span, clauses, clean, fold, sentences

ANY_TEXT = st.text(st.characters(), max_size=600)
MEAN_TEXT = st.text(st.sampled_from("aI .!?…\n\"'“”,;-\0\ud800\udfffé\u0301👨‍👩‍👧\u202e\u200fİß"), max_size=600)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I asked. He sighed!  Why?", ["I asked.", "He sighed!", "Why?"]),
        ("one line\nanother line\n\n  third", ["one line", "another line", "third"]),
        ("asked jess again. thats 4 times", ["asked jess again.", "thats 4 times"]),
        ("Dr. Osei said so. I agreed.", ["Dr. Osei said so.", "I agreed."]),
        ("At 3 a.m. he rang. I slept.", ["At 3 a.m. he rang.", "I slept."]),
        ("I paid 3.50 for it.", ["I paid 3.50 for it."]),
        ("well... maybe not. ok", ["well... maybe not.", "ok"]),
        ("Well... He left.", ["Well...", "He left."]),
        ('I said "No. Not today." and left. Good.', ['I said "No. Not today." and left.', "Good."]),
        (
            "I wrote 'having fun? don't you miss me? ok.' and 'well?' to him. Fine.",
            ["I wrote 'having fun? don't you miss me? ok.' and 'well?' to him.", "Fine."],
        ),
        ("Don't ask. He's 'fine'. It's ok.", ["Don't ask.", "He's 'fine'.", "It's ok."]),
        ('She said "go." He went.', ['She said "go."', "He went."]),
        ("it was ok.He went home", ["it was ok.", "He went home"]),
        ("no stop at all", ["no stop at all"]),
        ("  \n\t ", []),
        ("", []),
        ("!!! ???", ["!!!", "???"]),
        ("👍🏽 fine. é́ ok.", ["👍🏽 fine.", "é́ ok."]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I asked him and he went cold.", ["I asked him", "he went cold."]),
        ("She apologised, so I made tea", ["She apologised", "I made tea"]),
        ("He cooked; I washed up.", ["He cooked", "I washed up."]),
        ("My sister rang but I let it ring out.", ["My sister rang", "I let it ring out."]),
        ("I had my coat on and I took it off.", ["I had my coat on and I took it off."]),
        ("I kept quiet so he'd notice.", ["I kept quiet so he'd notice."]),
        ('I said "we are fine, and I mean it" again.', ['I said "we are fine, and I mean it" again.']),
        ("She told me, I want you to go, and I went.", ["She told me, I want you to go", "I went."]),
        ("Aged 23: I rang him.", ["Aged 23: I rang him."]),
        ("I rang his work, then his mother, then drove past.", ["I rang his work, then his mother, then drove past."]),
        ("I sulk and he too", ["I sulk", "he too"]),
        ("Went to bed early.", ["Went to bed early."]),
    ],
)
def test_a_sentence_is_cut_where_the_acting_person_changes(text: str, parts: list[str]) -> None:
    found = clauses(text, Span(0, len(text)))
    assert [text[start:end] for start, end in found] == parts


@given(ANY_TEXT | MEAN_TEXT)
def test_sentences_hold_everything_but_white_space_in_order(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end <= len(text)
        assert end - start <= LONGEST
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(ANY_TEXT | MEAN_TEXT)
def test_cutting_a_sentence_again_gives_that_sentence(text: str) -> None:
    for start, end in sentences(text):
        inner = sentences(text[start:end])
        assert inner[0].start == 0
        assert inner[-1].end == end - start


@given(
    st.lists(st.sampled_from(["I", "he", "and", "so", "my mum", "went", ",", ";", "\ud800", "—", "\n"]), max_size=60)
)
def test_clauses_lie_in_their_sentence_in_order(words: list[str]) -> None:
    text = " ".join(words)
    for sentence in sentences(text):
        at = sentence.start
        for start, end in clauses(text, sentence):
            assert at <= start < end <= sentence.end
            at = end


@given(ANY_TEXT | MEAN_TEXT)
def test_the_folded_and_the_clean_copy_have_the_same_length(text: str) -> None:
    assert len(fold(text)) == len(clean(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    clean(text).encode("utf-8")
    assert "\0" not in clean(text)


@settings(max_examples=25)
@given(st.integers(0, 3))
def test_a_breathless_line_is_cut_between_words(seed: int) -> None:
    text = ("and then i rang her and she was not there " * 60)[seed:].strip()
    for part in cut(text):
        assert len(part) <= LONGEST
        assert set(part.split()) <= {*text.split()}


def test_a_long_line_is_cut_at_a_breath_if_there_is_one() -> None:
    text = "word " * 40 + "and then, " + "word " * 40
    assert [part[-9:] for part in cut(text)] == ["and then,", "word word"]


def test_one_endless_word_is_cut_hard_and_nothing_is_lost() -> None:
    text = "a" * 1001
    assert "".join(cut(text)) == text
    assert {len(part) for part in cut(text)} == {LONGEST, 1001 - 3 * LONGEST}


@pytest.mark.parametrize(
    "piece", ["a", "a ", ". ", '"', "“a ", "\n", " " * 3 + "x", "and i ", "\ud800", "e\u0301", "!?"]
)
def test_time_grows_with_length_and_not_faster(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    began = time.process_time()
    for span in sentences(text):
        clauses(text, span)
    assert time.process_time() - began < 2.0
