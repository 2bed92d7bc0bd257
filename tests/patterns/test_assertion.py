"""The rules for holder and status, against a table of contrasts and a model that wavers or is sure."""

from pathlib import Path

import pytest

from patterns.assertion import find_holder, find_status, is_hearsay, is_let_go
from patterns.text import fold
from patterns.vocabulary import HOLDERS, PATTERNS, STATUSES

TABLE = Path(__file__).with_name("contrasts.txt")
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
WAVERING_HOLDER = (0.5, 0.4, 0.1)
WAVERING_STATUS = (0.70, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05)


def lean(values: tuple[str, ...], value: str, probability: float = 0.94) -> list[float]:
    rest = (1 - probability) / (len(values) - 1)
    return [probability if each == value else rest for each in values]


@pytest.mark.parametrize(("pattern", "holder", "status", "sentence"), ROWS)
def test_contrast(pattern: str, holder: str, status: str, sentence: str) -> None:
    clause = fold(sentence)
    found = (find_holder(clause, pattern, WAVERING_HOLDER), find_status(clause, pattern, WAVERING_STATUS))
    assert found == (holder, status)


def test_the_table_is_wide_enough() -> None:
    assert len(ROWS) >= 150
    assert {row[0] for row in ROWS} == set(PATTERNS)
    assert {row[1] for row in ROWS} == set(HOLDERS)
    assert {row[2] for row in ROWS} == set(STATUSES)


@pytest.mark.parametrize("status", STATUSES)
def test_without_a_cue_the_model_decides(status: str) -> None:
    assert find_status("tuesday was long and grey", "withdrawal", lean(STATUSES, status)) == status


@pytest.mark.parametrize("holder", HOLDERS)
def test_without_a_subject_the_model_decides(holder: str) -> None:
    assert find_holder("silence all through dinner", "withdrawal", lean(HOLDERS, holder)) == holder


def test_leaving_undone_is_no_denial_where_that_is_the_pattern() -> None:
    doubtful = lean(STATUSES, "negated", 0.6)
    sentence = fold("I haven't told anyone about the job.")
    assert find_status(sentence, "compulsive_self_reliance", doubtful) == "enacted"
    assert find_status(sentence, "vulnerable_disclosure", doubtful) == "negated"


@pytest.mark.parametrize("sentence", ["Stopped myself.", "I wanted to shout but I took a breath instead."])
def test_steadying_oneself_is_never_resisted(sentence: str) -> None:
    assert find_status(fold(sentence), "self_soothing", lean(STATUSES, "resisted")) == "enacted"


def test_a_feeling_about_another_person_stays_the_writers() -> None:
    sentence = fold("He has not answered since noon and he is done with me.")
    assert find_holder(sentence, "rejection_alarm", lean(HOLDERS, "self", 0.6)) == "self"
    assert find_holder(sentence, "withdrawal", lean(HOLDERS, "self", 0.6)) == "partner"


def test_she_is_whoever_was_named_before() -> None:
    sentence = fold("She hung up on me.")
    assert find_holder(sentence, "withdrawal", (0.2, 0.4, 0.2), "kin") == "other"
    assert find_holder(sentence, "withdrawal", (0.2, 0.4, 0.2), "partner") == "partner"
    assert find_holder(sentence, "withdrawal", (0.2, 0.4, 0.2)) == "partner"


def test_where_both_act_the_model_decides() -> None:
    assert find_holder(fold("He came in and we talked it over."), "repair", (0.5, 0.45, 0.05)) == "self"
    assert find_holder(fold("I noticed that he pulled back."), "withdrawal", (0.3, 0.65, 0.05)) == "partner"


def test_a_cue_can_name_what_the_model_left_out() -> None:
    never = [0.55, 0.15, 0.1, 0.0, 0.1, 0.05, 0.05]
    assert find_status(fold("I used to check his phone."), "partner_monitoring", never) == "past"


def test_an_urge_that_was_resisted_is_no_plain_denial() -> None:
    sentence = fold("Typed his name, didn't check him, deleted it.")
    assert find_status(sentence, "partner_monitoring", lean(STATUSES, "negated", 0.8)) == "resisted"


def test_a_sure_model_is_not_overruled_by_a_weak_cue() -> None:
    sentence = fold("I want to be honest, I checked his phone.")
    assert find_status(sentence, "partner_monitoring", lean(STATUSES, "enacted", 0.97)) == "enacted"


@pytest.mark.parametrize(
    ("after", "let_go"),
    [
        ("I put the phone down instead.", True),
        ("Didn't send it.", True),
        ("He called at six.", False),
        ("And then I did it anyway.", False),
    ],
)
def test_the_next_sentence_tells_what_became_of_an_urge(after: str, let_go: bool) -> None:
    assert is_let_go(fold("I wanted to text him again."), fold(after), "proximity_escalation") is let_go


@pytest.mark.parametrize(
    ("model", "nearby", "holder"),
    [
        ((0.98, 0.015, 0.005), None, "partner"),
        ((0.98, 0.005, 0.015), None, "other"),
        ((0.98, 0.015, 0.005), "kin", "other"),
        ((0.98, 0.005, 0.015), "partner", "partner"),
    ],
)
def test_in_anothers_line_the_first_person_is_the_other(
    model: tuple[float, ...], nearby: str | None, holder: str
) -> None:
    assert find_holder("i checked your phone", "partner_monitoring", model, nearby, "other") == holder
    assert find_holder("i checked your phone", "partner_monitoring", model, None, "me") == "self"


@pytest.mark.parametrize(
    ("line", "hearsay"),
    [
        ("you asked me five times", True),
        ("and you never answered", True),
        ("do you still love me?", False),
        ("you still love me, right?", False),
        ("i asked you", False),
    ],
)
def test_what_another_says_of_the_writer_is_told_from_what_they_do(line: str, hearsay: bool) -> None:
    assert is_hearsay(line, (0.9, 0.05, 0.05)) is hearsay
    assert is_hearsay(line, (0.1, 0.8, 0.1))
