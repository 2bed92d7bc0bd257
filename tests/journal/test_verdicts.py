"""Pure: a verdict binds a pattern to words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import new_id
from journal import verdicts
from journal.documents import TagContent, VerdictContent

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


def test_a_tag_keeps_its_id_when_its_words_move() -> None:
    old, other = a_tag(), a_tag("He went cold", pattern="withdrawal")
    new = [a_tag("Again I asked him if we are okay", start=40, end=72), a_tag("He left", pattern="withdrawal")]
    verdicts.keep_ids(new, [old, other])
    assert new[0].id == old.id
    assert new[1].id not in {old.id, other.id}


def test_one_earlier_tag_lends_its_id_once() -> None:
    old, new = a_tag(), [a_tag(), a_tag()]
    verdicts.keep_ids(new, [old])
    assert [tag.id == old.id for tag in new] == [True, False]


@given(st.text(max_size=60))
def test_any_words_hold_themselves(words: str) -> None:
    assert verdicts.share_words(words, words) == bool(verdicts.WORD.search(words))
