import re
from pathlib import Path

import pytest

from insights import wording
from insights.exercises import library
from insights.weeks import build
from tests.insights.writing import MONDAY, Entry, Tag, day

# Claims that a week must never make (domain.md B.5), and words for a person instead of for what was done.
FORBIDDEN = re.compile(
    r"\b(you are|you're|clingy|needy|toxic|manipulative|non-?compliant|anxious|avoidant|disorgani[sz]ed|insecure|"
    r"attachment style|diagnos\w+|score|percentile|streak|badge|relapse|caus(e|es|ed)|becoming|improv\w+|worse than|"
    r"better than|normal|should have|fail\w*)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("waiting", "sentence"),
    [
        (0, "You wrote on 4 of 7 days."),
        (1, "You wrote on 4 of 7 days. One entry is still being read."),
        (2, "You wrote on 4 of 7 days. Two entries are still being read."),
    ],
)
def test_coverage_is_said_first(waiting: int, sentence: str) -> None:
    assert wording.say_coverage(4, 7, waiting) == sentence


@pytest.mark.parametrize(
    ("felt", "resisted", "sentence"),
    [
        (0, 0, "No urges were noted."),
        (1, 0, "You noted one urge."),
        (1, 1, "You noted one urge and let it pass."),
        (2, 2, "You noted two urges and let them pass."),
        (3, 1, "You noted three urges and let one of them pass."),
        (14, 12, "You noted 14 urges and let 12 of them pass."),
    ],
)
def test_urges_are_said_with_those_let_pass(felt: int, resisted: int, sentence: str) -> None:
    assert wording.say_urges(felt, resisted) == sentence


def test_a_row_says_both_what_was_done_and_what_was_let_pass() -> None:
    assert wording.say_row(1, 2, 0.1, 0.9, 1, False) == (
        "In 1 of 2 entries. Too few entries to say how often. In one entry you felt the pull and let it pass."
    )


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([], "Nothing was written this week. That is fine."),
        ([Entry(read=False, waiting=True)], "Your words are still being read."),
        ([Entry(read=False, mood=3)], "There were no words to read this week."),
        ([Entry()] * 1, "Nothing stood out in what was read. There are too few entries to say how often."),
        ([Entry(day(n)) for n in range(5)], "Nothing stood out in what was read."),
        (
            [Entry(day(n), (Tag("repair"), Tag("withdrawal"))) for n in range(5)],
            "You did something steady in 5 of 5 entries. What came up most: pulling back, in 5 of 5.",
        ),
    ],
)
def test_the_week_in_one_line_names_steady_moments_first(entries: list[Entry], sentence: str) -> None:
    assert build(MONDAY, entries).sentence == sentence


def test_no_sentence_and_no_exercise_claims_what_cannot_be_known_or_names_a_person() -> None:
    root = Path(wording.__file__).parent
    texts = {"wording.py": (root / "wording.py").read_text(encoding="utf-8")}
    texts |= {
        each.slug: " ".join([each.title, each.question, each.stop, *(step.body for step in each.steps)])
        for each in library()
    }
    assert {name: FORBIDDEN.findall(text) for name, text in texts.items() if FORBIDDEN.search(text)} == {}


@pytest.mark.parametrize(
    ("older", "again", "sentence"),
    [
        (0, 0, ""),
        (3, 3, "3 of 9 entries are being read again with a newer reader; numbers may change."),
        (1, 1, "1 of 9 entries is being read again with a newer reader; numbers may change."),
        (2, 0, "2 of 9 entries were read by an older reader."),
        (
            3,
            2,
            (
                "2 of 9 entries are being read again with a newer reader; numbers may change. "
                "1 of 9 entries was read by an older reader."
            ),
        ),
    ],
)
def test_readers_of_several_versions_are_said(older: int, again: int, sentence: str) -> None:
    assert wording.say_readers(older, again, 9) == sentence
