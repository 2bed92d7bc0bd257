"""Pure: when a tag follows what earlier answers taught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import teaching
from journal.teaching import MARGIN, NEAR, TIMES, Answered, Followed, Kind, follow

ASKING, PULLING_BACK = "reassurance_seeking", "withdrawal"
THEIRS, NO, YES = (Kind(ASKING, answer) for answer in ("theirs", "no", "yes"))
patterns = st.sampled_from([ASKING, PULLING_BACK])
kinds = st.builds(Kind, patterns, st.sampled_from(["yes", "no", "theirs"]))
cosines = st.sampled_from([-0.5, NEAR - 0.01, NEAR, 0.6, 0.9, 0.98])  # near each other often enough to teach
answers = st.lists(st.builds(Answered, kinds, cosines), max_size=12)


def given_(kind: Kind, *cosines: float) -> list[Answered]:
    return [Answered(kind, cosine) for cosine in cosines]


def test_three_near_corrections_are_followed_and_counted() -> None:
    assert follow(ASKING, given_(THEIRS, 0.9, 0.6, NEAR)) == Followed(THEIRS, 3)
    assert follow(ASKING, given_(THEIRS, 0.9, 0.8, 0.7, 0.6, 0.1)) == Followed(THEIRS, 4)


def test_a_correction_that_is_too_far_away_does_not_count() -> None:
    assert follow(ASKING, given_(THEIRS, 0.9, 0.8, NEAR - 0.01)) is None


def test_corrections_that_say_different_things_do_not_add_up() -> None:
    assert follow(ASKING, [*given_(THEIRS, 0.9, 0.8), *given_(NO, 0.6)]) is None
    one, other = (Kind(ASKING, "other_pattern", pattern) for pattern in ("direct_need", "repair"))
    assert follow(ASKING, [*given_(one, 0.9, 0.8), *given_(other, 0.6)]) is None


@pytest.mark.parametrize(
    ("cosine", "kept"), [(0.95, True), (0.9, True), (0.9 - MARGIN / 2, True), (0.8, False), (-0.2, False)]
)
@pytest.mark.parametrize("other", [YES, NO])
def test_another_answer_that_is_as_near_keeps_the_tag(other: Kind, cosine: float, kept: bool) -> None:
    found = follow(ASKING, [*given_(THEIRS, 0.9, 0.8, 0.7), *given_(other, cosine)])
    assert (found is None) is kept


def test_a_yes_is_no_correction_however_often_it_is_given() -> None:
    assert follow(ASKING, given_(YES, 0.9, 0.8, 0.7, 0.6)) is None


@given(answers)
def test_another_pattern_is_never_affected(answers: list[Answered]) -> None:
    others = [one for one in answers if one.kind.pattern == PULLING_BACK]
    assert follow(ASKING, others) is None
    assert follow(ASKING, answers) == follow(ASKING, [one for one in answers if one not in others])


@given(answers, patterns)
def test_fewer_than_three_never_teach(answers: list[Answered], pattern: str) -> None:
    found = follow(pattern, answers)
    if found is not None:
        assert found.kind.pattern == pattern
        assert found.kind.answer != "yes"
        assert found.times == sum(one.kind == found.kind and one.cosine >= NEAR for one in answers) >= TIMES


@given(answers, patterns)
def test_the_order_of_answers_does_not_matter(answers: list[Answered], pattern: str) -> None:
    assert follow(pattern, answers[::-1]) == follow(pattern, answers)


@pytest.mark.parametrize(
    ("answer", "holder", "status", "new"),
    [
        ("theirs", "self", "enacted", True),
        ("theirs", "partner", "enacted", False),
        ("not_done", "self", "enacted", True),
        ("not_done", "self", "resisted", False),
        ("not_done", "partner", "enacted", False),
        ("no", "partner", "past", True),
        ("other_pattern", "other", "enacted", True),
    ],
)
def test_what_says_nothing_new_is_not_followed(answer: teaching.Answer, holder: str, status: str, new: bool) -> None:
    assert teaching.changes(Kind(ASKING, answer), holder, status) is new
