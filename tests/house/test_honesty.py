"""Tests are not skipped, not faked and not taught to expect failure; the product says nothing cruel."""

from __future__ import annotations

import re

import pytest

from tests.house import files
from tests.house.files import Source

SELF = "tests/house/test_honesty.py"
EVASIONS = {
    "skipped": r"\bmark\.skip|\bpytest\.skip\b|importorskip|unittest\.skip|\b(?:it|test|describe)\.(?:skip|todo)\b",
    "expected to fail": r"\bxfail\b(?!_strict)",
    "eager Celery": r"TASK_ALWAYS_EAGER|task_always_eager|\.apply\(\)",
    "mocked": r"unittest\.mock|\bMagicMock\b|\bmocker\b|\bvi\.mock\(|fakeredis",
}
UNKIND = re.compile(
    r"\b(?:clingy|needy|toxic|manipulative|non-?compliant|narcissis\w*|co-?dependent|hysterical|drama queen"
    r"|you(?:'|’)?(?: a)?re (?:anxious|avoidant|dependent|insecure|disordered)|your (?:anxious|avoidant) attachment"
    r"|streaks?|badges?|well done|keep it up|you failed)\b",
    re.IGNORECASE,
)
# What a person reads. Corpora and lexicon hold other words: they are what people write about themselves.
SPOKEN = re.compile(
    r"^(?:frontend/(?:index\.html|src/.*\.(?:ts|svelte))|insights/(?:wording|exercises|recommend)\b.*"
    r"|patterns/(?:vocabulary|explain\w*)\.py|sharing/.*\.py|accounts/.*\.py|journal/.*\.py|backend/mail\.py)$"
)
COMMENT = re.compile(r"^\s*(?://|\*|/\*|#|<!--).*$", re.MULTILINE)


def evasions(source: Source) -> list[str]:
    """Ways in which this test file avoids to fail."""
    return [f"{source.path}: {name}" for name, pattern in EVASIONS.items() if re.search(pattern, source.text)]


def unkind(source: Source) -> list[str]:
    """Words that the product never says, outside comments."""
    spoken = COMMENT.sub("", source.text)
    return [f"{source.path}: {found[0]}" for found in UNKIND.finditer(spoken)]


def test_no_test_evades() -> None:
    tests = [
        source for source in files.texts() if re.match(r"(?:tests|frontend/tests)/.*\.(?:py|ts|mjs)$", source.path)
    ]
    assert len(tests) > 10
    assert [found for source in tests if source.path != SELF for found in evasions(source)] == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("@pytest.mark.skipif(True, reason='later')", "skipped"),
        ("it.skip('saves', () => {})", "skipped"),
        ("@pytest.mark.xfail", "expected to fail"),
        ("settings.CELERY_TASK_ALWAYS_EAGER = True", "eager Celery"),
        ("from unittest.mock import patch", "mocked"),
        ("vi.mock('../src/data/api')", "mocked"),
    ],
)
def test_an_evasion_is_named(line: str, name: str) -> None:
    assert evasions(Source("a.py", line)) == [f"a.py: {name}"]


def test_the_product_says_nothing_unkind() -> None:
    spoken = [source for source in files.texts() if SPOKEN.match(source.path)]
    assert {source.path.split("/")[0] for source in spoken} >= {"frontend", "insights", "patterns", "sharing"}
    assert [found for source in spoken for found in unkind(source)] == []


@pytest.mark.parametrize("words", ["You're anxious", "a clingy week", "a 3-day streak", "Well done!", "toxic"])
def test_unkind_words_are_named(words: str) -> None:
    assert len(unkind(Source("a.ts", f"const title = '{words}';"))) == 1
    assert unkind(Source("a.ts", f"// never say {words}")) == []
