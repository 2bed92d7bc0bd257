"""Pure: a verdict binds a pattern to words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import new_id
from journal import verdicts
from journal.documents import TagContent, Taught, VerdictContent

WORDS = "I asked him again if we are okay"


def a_tag(quote: str = WORDS, **fields: Any) -> TagContent:
    known: dict[str, Any] = {
        "pattern": "reassurance_seeking",
        "family": "anxious",
        "holder": "self",
        "status": "enacted",
    }
    offsets = {"start": 0, "end": len(quote), "quote": quote, "confidence": 0.9, "why": "You asked again."}
    return TagContent(id=new_id(), **(known | offsets | fields))


def a_verdict(answer: Any = "no", quote: str = WORDS, **fields: Any) -> VerdictContent:
    about: dict[str, Any] = {"about": "reassurance_seeking", "entry": new_id(), "tag": new_id()}
    return VerdictContent(answer=answer, quote=quote, **(about | fields))


@pytest.mark.parametrize(
    ("quote", "settled"),
    [
        (WORDS, True),
        ("and then I asked him again, twice, if we are OKAY or not", True),
        ("I asked him again", True),
        ("asked him", False),
        ("if we are", True),
        ("if they are", False),
        ("He went cold after dinner", False),
        ("", False),
    ],
)
def test_an_answer_settles_tags_that_hold_at_least_half_of_its_words(quote: str, settled: bool) -> None:
    tag = a_tag(quote)
    verdicts.settle([tag], [a_verdict("no")])
    assert tag.verdict == ("no" if settled else None)


def test_an_answer_about_one_pattern_says_nothing_about_another() -> None:
    tag = a_tag(pattern="self_silencing")
    verdicts.settle([tag], [a_verdict("no")])
    assert tag.verdict is None


def test_the_newest_answer_counts() -> None:
    tag = a_tag()
    verdicts.settle([tag], [a_verdict("no"), a_verdict("yes")])
    assert tag.verdict == "yes"


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        ("yes", ("reassurance_seeking", "self", "enacted")),
        ("no", None),
        ("theirs", ("reassurance_seeking", "partner", "enacted")),
        ("not_done", ("reassurance_seeking", "self", "resisted")),
        ("other_pattern", ("direct_need", "self", "enacted")),
        (None, ("reassurance_seeking", "self", "enacted")),
    ],
)
def test_what_each_answer_makes_of_a_tag(answer: str | None, heard: tuple[str, str, str] | None) -> None:
    corrected = "direct_need" if answer == "other_pattern" else None
    meaning = verdicts.hear(a_tag(verdict=answer, corrected=corrected))
    assert (meaning and (meaning.pattern, meaning.holder, meaning.status)) == heard


@pytest.mark.parametrize("verdict", [None, "yes", "not_done"])
def test_an_answer_is_heard_before_what_earlier_answers_taught(verdict: str | None) -> None:
    taught = Taught(new_id(), "theirs", None, 3)
    meaning = verdicts.hear(a_tag(verdict=verdict, taught=taught))
    assert meaning is not None
    heard = {None: ("partner", "enacted"), "yes": ("self", "enacted"), "not_done": ("self", "resisted")}[verdict]
    assert (meaning.holder, meaning.status) == heard


def test_a_tag_that_was_taught_away_says_nothing() -> None:
    assert verdicts.hear(a_tag(taught=Taught(new_id(), "no", None, 3))) is None


@given(st.data())
def test_an_answer_settles_its_words_wherever_they_move_to_and_whoever_reads_them(data: st.DataObject) -> None:
    """Words before, after and between; other offsets, confidence, status; tags of other patterns beside it."""
    answer = data.draw(st.sampled_from(["yes", "no", "theirs", "not_done"]))
    before, after = data.draw(st.text(max_size=40)), data.draw(st.text(max_size=40))
    quote = f"{before} {WORDS} {after}"
    start, status = data.draw(st.integers(0, 20_000)), data.draw(st.sampled_from(["enacted", "past", "urge"]))
    moved = a_tag(quote, start=start, end=start + len(quote), status=status, confidence=data.draw(st.floats(0, 1)))
    other = a_tag(quote, pattern="withdrawal", family="avoidant")
    verdicts.settle([other, moved], [a_verdict(answer)])
    assert (moved.verdict, other.verdict) == (answer, None)
    assert (verdicts.hear(moved) is None) is (answer == "no")


def test_a_tag_keeps_its_id_when_its_words_move() -> None:
    old, other = a_tag(), a_tag("He went cold", pattern="withdrawal")
    new = [a_tag("Again I asked him if we are okay", start=40, end=72), a_tag("He left", pattern="withdrawal")]
    verdicts.keep_ids(new, [old, other])
    assert new[0].id == old.id
    assert new[1].id not in {old.id, other.id}


@pytest.mark.parametrize(
    "quote", ["if we are okay", "Then, in the hall, after all that, " + WORDS + " and he said yes to me"]
)
def test_a_tag_keeps_its_id_when_another_engine_rests_it_on_fewer_or_more_words(quote: str) -> None:
    old, new = a_tag(), a_tag(quote)
    verdicts.keep_ids([new], [old])
    assert new.id == old.id


def test_one_earlier_tag_lends_its_id_once() -> None:
    old, new = a_tag(), [a_tag(), a_tag()]
    verdicts.keep_ids(new, [old])
    assert [tag.id == old.id for tag in new] == [True, False]


@given(st.text(max_size=60))
def test_any_words_hold_themselves(words: str) -> None:
    assert verdicts.share_words(words, words) == bool(verdicts.WORD.search(words))
