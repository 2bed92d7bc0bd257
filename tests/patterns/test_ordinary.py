"""Plain reasons excuse an act; the same act without one is read as usual."""

import pytest

from patterns.lexicon import read
from patterns.ordinary import excused
from patterns.passages import split
from patterns.text import fold, sentences
from patterns.vocabulary import PATTERNS

REASONS = read("ordinary")["reason"]


@pytest.mark.parametrize("table", REASONS, ids=lambda table: str(table["example"]))
def test_each_reason_has_an_example_and_a_near_miss(table: dict[str, list[str]]) -> None:
    assert set(table["of"]) <= excused(table["example"])  # type: ignore[arg-type]
    assert not set(table["of"]) & excused(table["near_miss"])  # type: ignore[arg-type]
    assert set(table["of"]) <= set(PATTERNS)


@pytest.mark.parametrize(
    ("sentence", "patterns"),
    [
        ("I rang her four times because she'd left her keys.", {"proximity_escalation", "protest_behavior"}),
        ("I rang her four times because she'd left me.", set()),
        ("I texted him the address twice.", {"proximity_escalation", "protest_behavior"}),
        ("I went over my notes until midnight.", {"relationship_rumination"}),
        ("I went over my notes and what he said until midnight.", set()),
        ("Mum is in hospital and I check my phone all the time.", {"partner_monitoring"}),
        ("I check his phone all the time.", set()),
        ("It rained.", set()),
    ],
)
def test_excused(sentence: str, patterns: set[str]) -> None:
    assert excused(fold(sentence)) == patterns


def test_only_the_sentence_with_the_reason_is_excused() -> None:
    text = "I texted him the address twice. I texted him nine times."
    first, second = split(text, sentences(text))
    assert "proximity_escalation" in first.banned
    assert second.banned == frozenset()
