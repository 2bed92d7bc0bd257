from dataclasses import replace
from uuid import UUID, uuid4

import msgspec
import pytest

from insights.acts import Act, gather
from insights.exercises import library
from insights.recommend import suggest
from insights.weeks import Week, build
from sharing.summary import ABOUT, EVERY_PART, Choice, Summary, compose, write
from tests.insights.writing import MONDAY, Entry, Tag, day, looked

TRUST = Tag("trust", quote="I slept well while he was away")
LEFT = Tag("withdrawal", quote="I left the room")
LET_PASS = Tag("jealousy", "resisted", quote="I put the phone away")
ENTRIES = [Entry(day(n), (each,), mood=n + 1) for n, each in enumerate((TRUST, LEFT, LET_PASS))] + [Entry(day(3))] * 2


def week(entries: list[Entry] | None = None) -> Week:
    entries = ENTRIES if entries is None else entries
    return msgspec.structs.replace(build(MONDAY, entries), suggestions=suggest(gather(entries), library(), []))


def words(entries: list[Entry] | None = None) -> dict[UUID, Act]:
    return {act.tag: act for act in gather(ENTRIES if entries is None else entries)}


def page(choice: Choice, practised: frozenset[str] = frozenset()) -> Summary:
    return compose(week(), words(), choice, practised)


def test_the_page_tells_the_week_with_the_clients_line_and_steady_moments_first() -> None:
    summary = page(Choice(note="I want to talk about Tuesday."))
    assert (summary.week, summary.note, summary.about) == ("2026-W47", "I want to talk about Tuesday.", ABOUT)
    assert [(row.name, row.entries, row.of) for row in summary.secure] == [
        ("Steadying yourself", 1, 4),
        ("Resting in trust", 1, 4),
    ]
    assert [row.name for row in summary.patterns] == ["Pulling back", "Fear of a rival"]
    assert [point.mood for point in summary.moods] == [1, 2, 3]
    assert summary.urges is not None
    assert (summary.urges.felt, summary.urges.resisted) == (1, 1)
    names = list(msgspec.to_builtins(summary))
    assert names.index("note") < names.index("coverage") < names.index("secure") < names.index("patterns")


def test_no_words_stand_on_the_page_unless_they_were_picked() -> None:
    raw = write(page(Choice()))
    for each in (TRUST, LEFT, LET_PASS):
        assert each.quote.encode() not in raw
    picked = page(Choice(quotes=(LEFT.id,)))
    assert [row.quotes for row in picked.patterns] == [("I left the room",), ()]
    assert [row.quotes for row in picked.secure] == [(), ()]


def test_words_of_an_urge_that_was_let_pass_stand_with_the_steady_moments() -> None:
    summary = page(Choice(quotes=(LET_PASS.id, LET_PASS.id)))
    assert [row.quotes for row in summary.secure] == [("I put the phone away",), ()]
    assert [row.quotes for row in summary.patterns] == [(), ()]


def test_words_that_are_not_of_the_week_never_come_onto_the_page() -> None:
    assert write(page(Choice(quotes=(uuid4(),)))) == write(page(Choice()))


@pytest.mark.parametrize("part", EVERY_PART)
def test_a_part_that_is_left_out_is_gone_and_the_others_stay(part: str) -> None:
    whole, without = page(Choice()), page(Choice(include=tuple(each for each in EVERY_PART if each != part)))
    empty = {"moods": (), "secure": (), "patterns": (), "urges": None, "exercise": None}
    for each in EVERY_PART:
        assert getattr(without, each) == (empty[each] if each == part else getattr(whole, each))
        assert getattr(whole, each) != empty[each]


def test_what_was_left_out_and_what_was_never_there_are_the_same_bytes() -> None:
    silent = [replace(entry, tags=(), mood=None) for entry in ENTRIES]
    assert write(compose(week(silent), {}, Choice(), ())) == write(page(Choice(include=())))


def test_a_gated_exercise_is_on_the_page_only_when_it_was_done() -> None:
    suggested = [(each.exercise, each.gates) for each in week().suggestions]
    assert suggested[:2] == [("urge-surf-before-text", ("D",)), ("five-senses", ())]
    assert _exercise_on(page(Choice())) == "Five senses now"
    assert _exercise_on(page(Choice(), frozenset({"urge-surf-before-text"}))) == "Ride the urge before you reach out"
    assert _exercise_on(page(Choice(), frozenset({"need-in-three-lines"}))) == "Five senses now"


def _exercise_on(summary: Summary) -> str | None:
    return summary.exercise.title if summary.exercise else None


def test_a_page_says_when_part_of_it_was_read_by_an_older_reader() -> None:
    mixed = compose(week([looked("one"), looked("two", hour=22)]), {}, Choice(), ())
    assert mixed.coverage.readers == (
        "1 of 2 entries was read by an older reader when this page was made; a later page may count differently."
    )
    assert page(Choice()).coverage.readers == ""


def test_the_same_week_and_choice_make_the_same_bytes() -> None:
    choice = Choice(note="x", quotes=(TRUST.id,))
    assert write(page(choice)) == write(page(choice))
    assert msgspec.json.decode(write(page(choice)), type=Summary) == page(choice)
