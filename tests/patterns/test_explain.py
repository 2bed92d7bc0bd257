"""Each tag in one plain sentence, for every pattern, every person and every status."""

import re

import pytest

from patterns.explain import explain
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

JUDGING = re.compile(r"\b(clingy|needy|toxic|manipulative|anxious|avoidant|disorgani[sz]ed)\b", re.IGNORECASE)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("status", STATUSES)
def test_every_combination_is_one_plain_sentence(pattern: str, holder: str, status: str) -> None:
    sentence = explain(pattern, holder, status)
    assert re.fullmatch(r"[A-Z][^.!?{}]*\.", sentence)
    assert len(sentence) <= 140
    assert not JUDGING.search(sentence)
    assert "  " not in sentence
    assert not re.search(r"\b(\w+) \1\b", sentence)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("status", STATUSES)
def test_the_sentence_says_whose_it_was(pattern: str, status: str) -> None:
    mine, theirs, others = (explain(pattern, holder, status) for holder in HOLDERS)
    assert re.search(r"\byou(r|rself)?\b", mine, re.IGNORECASE)
    assert not re.search(r"\b(they|them|their)\b", mine, re.IGNORECASE)
    assert re.search(r"\b(they|them|their)\b", theirs, re.IGNORECASE)
    assert not re.search(r"\byou", theirs, re.IGNORECASE)
    assert "omeone else" in others or "they" in others
    assert len({mine, theirs, others}) == 3


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("holder", HOLDERS)
def test_the_sentence_says_what_became_of_it(pattern: str, holder: str) -> None:
    assert len({explain(pattern, holder, status) for status in STATUSES}) == len(STATUSES)


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        (
            ("reassurance_seeking", "self", "enacted"),
            "You asked again whether things are okay after it had been answered.",
        ),
        (("withdrawal", "partner", "enacted"), "They went quiet or pulled back."),
        (("withdrawal", "other", "enacted"), "Someone else went quiet or pulled back."),
        (
            ("partner_monitoring", "self", "resisted"),
            "You felt the pull to check for signs, and you did not act on it.",
        ),
        (("direct_need", "self", "resisted"), "You came close, and you did not say plainly what you needed this time."),
        (("repair", "self", "negated"), "You did not come back and make it right."),
        (("self_soothing", "self", "enacted"), "You steadied yourself before acting."),
        (("shame_collapse", "self", "resisted"), "Shame came up, and you did not hide."),
    ],
)
def test_sentences_read_like_this(tag: tuple[str, str, str], sentence: str) -> None:
    assert explain(*tag) == sentence


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        explain("coldness", "self", "enacted")
