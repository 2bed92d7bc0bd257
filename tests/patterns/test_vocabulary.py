"""The names that model, journal, weeks and exercises share."""

import re

import pytest

from patterns import DEFINITIONS, FAMILIES, FAMILY_OF, HOLDERS, INSECURE, NAMES, PATTERNS, SECURE, STATUSES

JUDGING = re.compile(
    r"\b(clingy|needy|toxic|manipulative|anxious|avoidant|disorgani[sz]ed|diagnos\w*|disorder)\b", re.IGNORECASE
)


def test_there_are_37_patterns_in_four_families() -> None:
    assert FAMILIES == ("anxious", "avoidant", "disorganized", "secure")
    assert {family: list(FAMILY_OF.values()).count(family) for family in FAMILIES} == {
        "anxious": 11,
        "avoidant": 7,
        "disorganized": 8,
        "secure": 11,
    }
    assert len(PATTERNS) == 37


def test_their_order_is_the_models_and_never_changes() -> None:
    assert list(PATTERNS) == sorted(PATTERNS)
    assert PATTERNS[0] == "alarm_in_closeness"
    assert PATTERNS[-1] == "withdrawal"


def test_holders_and_statuses_stand_in_the_models_order() -> None:
    assert HOLDERS == ("self", "partner", "other")
    assert STATUSES == ("enacted", "urge", "resisted", "past", "hypothetical", "negated", "reported")


def test_every_pattern_is_either_secure_or_not() -> None:
    assert set(PATTERNS) == SECURE | INSECURE
    assert not SECURE & INSECURE
    assert {slug for slug, family in FAMILY_OF.items() if family == "secure"} == SECURE


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_definition_speaks_to_you_in_one_plain_sentence(pattern: str) -> None:
    definition = DEFINITIONS[pattern]
    assert re.fullmatch(r"[A-Z][^.!?]*\.", definition)
    assert re.search(r"\byou\b", definition, re.IGNORECASE)
    assert len(definition) <= 110
    assert max(len(word) for word in re.findall(r"\w+", definition)) <= 12


@pytest.mark.parametrize("pattern", PATTERNS)
def test_names_and_definitions_judge_nobody(pattern: str) -> None:
    assert not JUDGING.search(NAMES[pattern] + " " + DEFINITIONS[pattern])


def test_names_differ() -> None:
    assert len(set(NAMES.values())) == len(PATTERNS)
