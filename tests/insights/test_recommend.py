from uuid import uuid4

import pytest

from insights.acts import Act
from insights.exercises import library
from insights.recommend import Done, suggest
from insights.weeks import Because, Suggestion
from journal.vocabulary import INSECURE, SECURE
from tests.insights.writing import act, day


def slugs(*acts: Act, history: list[Done] | None = None) -> list[str]:
    return [each.exercise for each in suggest(acts, library(), history or [])]


def test_a_suggestion_says_why_with_the_words_it_rests_on() -> None:
    first, second = (
        act("reassurance_seeking", 0, quote="I asked him again"),
        act("reassurance_seeking", 2, quote="and again"),
    )
    assert suggest([first, second], library(), [])[0] == Suggestion(
        exercise="secure-person-picture",
        title="Picture someone safe",
        minutes=8,
        pattern="reassurance_seeking",
        reason="Because you noted “asking again” on two days.",
        gates=("D",),
        because=(Because(day(0), first.entry, "I asked him again"), Because(day(2), second.entry, "and again")),
    )


def test_better_evidence_comes_first_and_the_list_ends_with_something_ungated() -> None:
    assert slugs(act("reassurance_seeking")) == ["secure-person-picture", "urge-surf-before-text", "five-senses"]
    last = suggest([act("reassurance_seeking")], library(), [])[-1]
    assert (last.pattern, last.gates, last.because) == ("reassurance_seeking", (), ())
    assert last.reason == "A short one that suits any day, if the others do not fit right now."


def test_an_ungated_suggestion_needs_no_other_end() -> None:
    assert slugs(act("withdrawal")) == ["pause-with-return"]


def test_what_was_noted_on_more_days_weighs_more_than_what_was_noted_more_often() -> None:
    entry = uuid4()
    thrice_in_one = [act("withdrawal", 0, entry=entry, quote=word) for word in ("a", "b", "c")]
    two_days = [act("indirect_bid", 1), act("indirect_bid", 2)]
    assert slugs(*thrice_in_one, *two_days)[:2] == ["need-in-three-lines", "pause-with-return"]


@pytest.mark.parametrize("became", ["urge", "resisted", "theirs"])
def test_only_what_the_writer_did_is_a_reason(became: str) -> None:
    assert slugs(act("withdrawal", became=became)) == []


def test_where_nothing_was_done_nothing_is_suggested() -> None:
    assert slugs() == []


@pytest.mark.parametrize("pattern", sorted(INSECURE - {"alarm_in_closeness"}))
def test_every_difficult_pattern_leads_to_an_exercise(pattern: str) -> None:
    suggestions = suggest([act(pattern)], library(), [])
    assert suggestions[0].pattern == pattern
    assert any(not each.gates for each in suggestions)


@pytest.mark.parametrize("pattern", sorted(SECURE))
def test_every_steady_pattern_is_kept_by_an_exercise(pattern: str) -> None:
    assert suggest([act(pattern)], library(), [])[0].pattern == pattern


def test_where_steadiness_weighs_as_much_what_keeps_it_comes_first() -> None:
    difficult = act("withdrawal", 0)
    assert slugs(difficult, act("savouring_security", 1))[0] == "secure-person-picture"
    assert slugs(difficult, act("withdrawal", 1), act("savouring_security", 1))[0] == "pause-with-return"


def test_two_worse_in_a_row_take_an_exercise_out() -> None:
    worse = [Done("pause-with-return", day(0), "worse"), Done("pause-with-return", day(1), "worse")]
    assert "pause-with-return" not in slugs(act("withdrawal"), history=worse)
    once = [worse[0], Done("pause-with-return", day(1), "same"), worse[1], Done("five-senses", day(1), "worse")]
    assert slugs(act("withdrawal"), history=once) == ["pause-with-return"]


def test_among_equal_evidence_what_was_not_tried_for_longest_comes_first() -> None:
    flooding = act("emotional_flooding")
    assert slugs(flooding) == ["secure-person-picture", "five-senses", "pause-with-return"]
    tried = [Done("five-senses", day(0), "better")]
    assert slugs(flooding, history=tried) == ["secure-person-picture", "pause-with-return", "five-senses"]


def test_an_exercise_is_named_once_with_the_reason_that_weighs_most() -> None:
    often, seldom = [act("rejection_alarm", n) for n in (0, 1)], act("pervasive_distrust")
    suggestions = suggest([seldom, *often], library(), [])
    assert [each.exercise for each in suggestions] == ["secure-person-picture", "savour-trust"]
    assert [each.pattern for each in suggestions] == ["rejection_alarm", "pervasive_distrust"]


def test_at_most_three_quotes_are_shown_and_none_twice() -> None:
    entry = uuid4()
    acts = [act("withdrawal", 0, entry=entry, quote=quote) for quote in ("a", "a", "b", "c", "d")]
    assert [each.quote for each in suggest(acts, library(), [])[0].because] == ["a", "b", "c"]
