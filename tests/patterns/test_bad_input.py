"""Whatever is written or pasted: no crash, exact words, and work that grows no faster than the text."""

from collections.abc import Sequence
from typing import Final, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patterns.encoder import Encoder, Scores, SegmentScores
from patterns.reader import Reader
from patterns.text import Span
from patterns.values import Reading
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

LONGEST: Final = 20_000
TIMES: Final = 2
"""How often a mark is asked for at most: in its sentence, and in a clause of it."""
ASKED: Final = "I asked him again if he still loves me."
LOG: Final = "[12.03.26, 21:14] Sam: where are you\n[12.03.26, 21:15] me: are you mad at me? tell me\n"
PAGE: Final = (
    '<div class="post"><p>I asked him again &amp; he left.</p><br/><a href="https://x.example/?q=1">x</a></div>\n'
)
CODE: Final = (
    "def read(text: str) -> None:\n    if text and not text.strip():  # I asked him again\n        return None\n"
)
RIGHT_TO_LEFT: Final = "\u202eI told her\u202c שלום and she said سلام to me. "
UNITS: Final = {
    "sentences": "I checked his phone. He went cold and I cried. ",
    "one sentence of 5,000 words": "and i rang ",
    "one word": "a",
    "lines": "I rang\n",
    "full stops": ".",
    "quotation marks": "\"I rang\" 'she' “left” ",
    "emoji": "👩‍👩‍👧 I cried 🙃. ",
    "combining marks": "x\u0301\u0323",
    "right to left": RIGHT_TO_LEFT,
    "NUL": "I \0cried. ",
    "lone surrogates": "I \ud83dcried\udfff. ",
    "a pasted chat": LOG,
    "names alone": "me: do you love me?\nSam: yes\n",
    "half headers": "[12.03.26, 21:14 Sam <me> (9.14 pm ",
    "HTML": PAGE,
    "code": CODE,
    "white space": " \t\n",
}


FOUND: Final[Scores] = tuple(0.9 * (pattern == "withdrawal") for pattern in PATTERNS)


class Eager:
    """Stands in for the model: finds a pattern everywhere, so that every clause is looked at; counts what it sees and
    what it is asked for."""

    version = "eager"
    thresholds: Scores = (0.5,) * len(PATTERNS)

    def __init__(self) -> None:
        self.seen, self.calls, self.segments, self.marks = 0, 0, 0, 0

    def see(self, text: str, sentences: Sequence[Span], **_: object) -> "Eager":
        self.seen += sum(end - start for start, end in sentences)
        return self

    def score(self, segments: Sequence[Span]) -> list[SegmentScores]:
        self.calls += 1
        self.segments += len(segments)
        self.marks += sum(end - start for start, end in segments)
        count = len(PATTERNS)
        return [SegmentScores(FOUND, (sure_of(HOLDERS),) * count, (sure_of(STATUSES),) * count) for _ in segments]


def sure_of(answers: Sequence[str]) -> Scores:
    return (0.9, *[0.1 / (len(answers) - 1)] * (len(answers) - 1))


def cost(text: str) -> Eager:
    eager = Eager()
    check(text, Reader(cast(Encoder, eager)).read(text))
    return eager


def check(text: str, reading: Reading) -> None:
    for tag in reading.tags:
        assert tag.quote == text[tag.start : tag.end] == tag.quote.strip() != ""


def fill(unit: str, length: int) -> str:
    return (unit * length)[:length]


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_work_grows_no_faster_than_the_text(unit: str) -> None:
    half, whole = cost(fill(unit, LONGEST // 2)), cost(fill(unit, LONGEST))
    assert whole.segments <= 2 * half.segments + 20
    assert whole.calls == half.calls
    assert whole.seen <= LONGEST
    assert whole.marks <= TIMES * LONGEST


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_real_model_reads_it(reader: Reader, unit: str) -> None:
    text = fill(unit, 1_500)
    check(text, reader.read(text))


@pytest.mark.parametrize(
    "before",
    [
        "👩‍👩‍👧 Ça va\u0301\u0323 🏳️‍🌈.\n",
        "שלום.\n",
        "\u202eabc\u202c\u200f \ufeff.\n",
        "\0\0 \ud83d\udfff.\n",
        "<p>&nbsp;</p>\n",
        "x = {1: 'a'}\n",
        "\r\n\r\n\t",
    ],
    ids=["emoji", "Hebrew", "marks of direction", "NUL and surrogates", "HTML", "code", "white space"],
)
def test_what_stands_before_only_moves_a_span(reader: Reader, before: str) -> None:
    alone = [(tag.pattern, tag.holder, tag.start, tag.end) for tag in reader.read(ASKED).tags]
    moved = [tag for tag in reader.read(before + ASKED).tags if tag.start >= len(before)]
    assert alone
    assert [(tag.pattern, tag.holder, tag.start - len(before), tag.end - len(before)) for tag in moved] == alone


PIECES = st.sampled_from(
    [*UNITS.values(), ASKED, "Sam: ", "me: ", "\n", " ", "[21:14] ", "<b>", "\u0301", "\ud83d", "\0", "“"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES | st.text(st.characters(), max_size=20), max_size=12))
def test_any_mixture_keeps_its_words_exact(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)
    check(text, reader.read(text))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(st.characters(), max_size=20), max_size=30))
def test_no_mixture_costs_more_than_twice_its_length(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert cost(text).marks <= TIMES * len(text)
