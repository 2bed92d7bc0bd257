"""From the model's probabilities to findings, with the probabilities given."""

from patterns.candidates import Candidate, judge, narrow, settle
from patterns.candidates import find as find_all
from patterns.encoder import SegmentScores
from patterns.passages import split
from patterns.text import sentences
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

THRESHOLDS = [0.5] * len(PATTERNS)


def scores(holder: str = "self", status: str = "enacted", **patterns: float) -> SegmentScores:
    return SegmentScores(
        patterns=tuple(patterns.get(pattern, 0.01) for pattern in PATTERNS),
        holders=(tuple(0.9 if each == holder else 0.05 for each in HOLDERS),) * len(PATTERNS),
        statuses=(tuple(0.88 if each == status else 0.02 for each in STATUSES),) * len(PATTERNS),
    )


def find(text: str, *given: SegmentScores) -> list[tuple[str, str, str, str, float]]:
    passages = split(text, sentences(text))
    parts = [part for passage in passages for part in passage.parts]
    findings = find_all(passages, given[: len(passages)], THRESHOLDS)
    in_parts = find_all(parts, given[len(passages) :], THRESHOLDS)
    found: list[Candidate] = settle(map(judge, narrow(findings, in_parts)))
    return [(text[c.span.start : c.span.end], c.pattern, c.holder, c.status, c.confidence) for c in found]


def test_a_pattern_is_found_from_its_threshold_on() -> None:
    assert find("It rained.", scores(withdrawal=0.5)) == [("It rained.", "withdrawal", "self", "enacted", 0.5)]
    assert find("It rained.", scores(withdrawal=0.499)) == []


def test_the_clause_that_carries_a_pattern_is_told_not_the_sentence() -> None:
    found = find(
        "I asked him again and he went cold.",
        scores(reassurance_seeking=0.9, withdrawal=0.8),
        scores(reassurance_seeking=0.95),
        scores(holder="partner", withdrawal=0.85),
    )
    assert found == [
        ("I asked him again", "reassurance_seeking", "self", "enacted", 0.95),
        ("he went cold.", "withdrawal", "partner", "enacted", 0.85),
    ]


def test_a_clause_that_shows_it_less_clearly_is_not_told_alone() -> None:
    text = "I asked him again and he went cold."
    assert find(text, scores(withdrawal=0.8), scores(), scores(withdrawal=0.59)) == [
        (text, "withdrawal", "self", "enacted", 0.8)
    ]
    assert find(text, scores(withdrawal=0.8), scores(), scores(withdrawal=0.61)) == [
        ("he went cold.", "withdrawal", "partner", "enacted", 0.8)
    ]


def test_a_feeling_keeps_its_reason() -> None:
    text = "My boyfriend liked her picture and I was boiling."
    found = find(text, scores(jealousy=0.9), scores(holder="partner", jealousy=0.9), scores(jealousy=0.9))
    assert found == [(text, "jealousy", "self", "enacted", 0.9)]


def test_the_whole_sentence_says_what_became_of_the_one_clause() -> None:
    text = "I wanted to ring her and she was out so I put the phone down instead."
    urge = scores(status="urge", proximity_escalation=0.9)
    found = find(text, scores(proximity_escalation=0.9), urge, scores(), scores())
    assert found == [("I wanted to ring her", "proximity_escalation", "self", "resisted", 0.9)]


def test_a_pattern_that_only_the_whole_sentence_shows_keeps_the_sentence() -> None:
    found = find(
        "I asked him in and he came.",
        scores(push_pull=0.7),
        scores(push_pull=0.2),
        scores(push_pull=0.3),
    )
    assert found == [("I asked him in and he came.", "push_pull", "self", "enacted", 0.7)]


def test_a_clause_alone_shows_nothing_that_its_sentence_does_not() -> None:
    assert find("I asked him in and he came.", scores(), scores(trust=0.9), scores(trust=0.9)) == []


def test_what_keeping_safe_looks_like_is_not_found_beside_danger() -> None:
    assert find("He hit me. I went quiet.", scores(withdrawal=0.99, comfort_seeking=0.99)) == [
        ("I went quiet.", "comfort_seeking", "self", "enacted", 0.99)
    ]


def test_an_urge_that_the_next_sentence_lets_go_was_resisted() -> None:
    text = "I wanted to text her again. I put the phone down instead."
    found = find(text, scores(status="urge", proximity_escalation=0.9), scores())
    assert found == [("I wanted to text her again.", "proximity_escalation", "self", "resisted", 0.9)]


def test_the_same_thing_twice_in_a_sentence_is_told_once_where_it_is_clearer() -> None:
    text = "I rang her, she was out, I rang again."
    found = find(
        text,
        scores(proximity_escalation=0.8),
        scores(proximity_escalation=0.8),
        scores(),
        scores(proximity_escalation=0.9),
    )
    assert found == [("I rang again.", "proximity_escalation", "self", "enacted", 0.9)]


def test_findings_stand_in_the_order_of_the_text() -> None:
    found = find("One. Two.", scores(withdrawal=0.6, trust=0.9), scores(repair=0.7))
    assert [(words, pattern) for words, pattern, *_ in found] == [
        ("One.", "trust"),
        ("One.", "withdrawal"),
        ("Two.", "repair"),
    ]
