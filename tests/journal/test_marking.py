"""Pure: a tag of the writer's own holds to its words, and stands in for what was read of the same pattern there."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import new_id
from journal import marking
from journal.documents import Added, ReadingContent, TagContent, VerdictContent
from tests.journal.test_verdicts import a_tag

TEXT = "I asked again. He sighed. I asked again. We went to bed."
ASKED = "I asked again"


def an_addition(quote: str = ASKED, start: int = 0, pattern: str = "reassurance_seeking", **fields: Any) -> Added:
    return Added(pattern=pattern, start=start, end=start + len(quote), quote=quote, **fields)


def said(added: Added, answer: Any = "yes", **fields: Any) -> tuple[UUID, VerdictContent]:
    return new_id(), VerdictContent(entry=new_id(), tag=new_id(), answer=answer, added=added, **fields)


def a_reading(*tags: TagContent) -> ReadingContent:
    return ReadingContent(entry=new_id(), content_version=1, engine="e", tags=list(tags))


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        (TEXT, 0, 0),
        (TEXT, 26, 26),
        (TEXT, 12, 0),
        (TEXT, 14, 26),
        ("\U0001f30a\U0001f30a" + TEXT, 26, 28),
        (TEXT, 900, 26),
        ("I ASKED AGAIN", 0, None),
        ("I asked  again", 0, None),
        ("", 0, None),
    ],
)
def test_words_are_found_where_they_stand_nearest_to_where_they_were_marked(
    text: str, start: int, found: int | None
) -> None:
    assert marking.find(text, an_addition(start=start)) == found


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60), st.integers(0, 90))
def test_words_are_found_exactly_in_whatever_text_has_them(before: str, words: str, after: str, start: int) -> None:
    text = before + words + after
    at = marking.find(text, an_addition(words, start))
    assert at is not None
    assert text[at : at + len(words)] == words


def test_a_tag_that_was_added_says_all_that_its_writer_said() -> None:
    jo = new_id()
    answer = said(an_addition(start=26, holder="partner", status="urge"), person=jo)
    [tag] = marking.place(TEXT, [answer])
    assert (tag.id, tag.pattern, tag.family) == (answer[1].tag, "reassurance_seeking", "anxious")
    assert (tag.holder, tag.status, tag.person, tag.verdict, tag.own) == ("partner", "urge", jo, "yes", True)
    assert (tag.start, tag.end, tag.quote, tag.why) == (26, 39, ASKED, marking.WHY)


def test_of_two_of_one_pattern_on_overlapping_words_the_one_made_last_stays_whatever_the_order() -> None:
    first, last = said(an_addition()), said(an_addition("asked again. He", 2))
    beside, other = said(an_addition(start=26)), said(an_addition(pattern="self_silencing"))
    for answers in ([first, last, beside, other], [other, beside, last, first]):
        tags = marking.place(TEXT, answers)
        assert {tag.id for tag in tags} == {one[1].tag for one in (last, beside, other)}
        assert [tag.start for tag in tags] == [0, 2, 26]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_it_stands_in_for_what_was_read_of_the_same_pattern_on_overlapping_words(answer: str) -> None:
    same = a_tag(ASKED + ".", start=0, end=14)
    elsewhere = a_tag(ASKED, start=26, end=39)
    other = a_tag(ASKED, pattern="self_silencing", start=0, end=13)
    beside = a_tag("again. He", start=13, end=25)
    reading = a_reading(same, elsewhere, other, beside)
    marking.join(reading, TEXT, [said(an_addition(), answer)])
    assert [tag.id for tag in reading.tags if not tag.own] == [elsewhere.id, other.id, beside.id]
    assert (reading.covered, [tag.verdict for tag in reading.tags if tag.own]) == ([same], [answer])


def test_what_its_writer_named_otherwise_counts_under_the_name_they_gave() -> None:
    named = a_tag(ASKED, pattern="trust", start=0, end=13, verdict="other_pattern", corrected="reassurance_seeking")
    was = a_tag(ASKED, start=0, end=13, verdict="other_pattern", corrected="trust")
    reading = a_reading(named, was)
    marking.join(reading, TEXT, [said(an_addition())])
    assert [tag.id for tag in reading.covered] == [named.id]


def test_what_was_covered_comes_back_when_the_writers_own_goes() -> None:
    read = a_tag(ASKED, start=0, end=13)
    reading = a_reading(read)
    marking.join(reading, TEXT, [said(an_addition())])
    marking.join(reading, TEXT, [])
    assert (reading.tags, reading.covered) == ([read], [])
