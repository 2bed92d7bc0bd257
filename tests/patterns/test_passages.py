"""What the model is shown: sentences and their clauses, never danger, never a question to readers."""

from patterns.danger import NEAR_DANGER
from patterns.passages import Passage, split
from patterns.text import sentences


def split_all(text: str) -> list[Passage]:
    return split(text, sentences(text))


def words(text: str) -> list[str]:
    return [text[slice(*passage.span)] for passage in split_all(text)]


def test_a_sentence_with_two_people_is_shown_whole_and_in_parts() -> None:
    text = "Tuesday. I asked him and he went cold."
    assert words(text) == ["Tuesday.", "I asked him and he went cold."]
    assert [[text[slice(*part.span)] for part in passage.parts] for passage in split_all(text)] == [
        [],
        ["I asked him", "he went cold."],
    ]
    assert [part.folded for part in split_all(text)[1].parts] == ["i asked him", "he went cold."]


def test_sentences_about_danger_are_not_shown_and_their_neighbours_may_not_carry_what_keeping_safe_looks_like() -> None:
    text = "I made tea. He hit me. I went quiet. It rained. I slept."
    assert words(text) == ["I made tea.", "I went quiet.", "It rained.", "I slept."]
    assert [passage.banned for passage in split_all(text)] == [NEAR_DANGER, NEAR_DANGER, frozenset(), frozenset()]


def test_questions_to_readers_are_not_shown() -> None:
    assert words("He left early. Does anyone else panic at this? Any advice? I rang twice.") == [
        "He left early.",
        "I rang twice.",
    ]


def test_a_question_that_was_asked_of_somebody_is_shown() -> None:
    assert words("Are we ok? What do you think, I asked him.") == [
        "Are we ok?",
        "What do you think, I asked him.",
    ]


def test_each_passage_knows_what_follows_and_who_was_named_before() -> None:
    text = "My mum rang. She was cross and I hung up. I wanted to ring back. I made tea instead."
    assert [(passage.folded, passage.nearby, passage.after) for passage in split_all(text)] == [
        ("my mum rang.", None, "she was cross and i hung up."),
        ("she was cross and i hung up.", "kin", "i wanted to ring back."),
        ("i wanted to ring back.", "kin", "i made tea instead."),
        ("i made tea instead.", "kin", ""),
    ]


def test_a_clause_knows_who_was_named_in_the_clause_before() -> None:
    (sentence,) = split_all("My mum rang and I hung up.")
    assert [part.nearby for part in sentence.parts] == [None, "kin"]


def test_names_are_forgotten_after_three_sentences() -> None:
    text = "My mum rang. It rained. It rained. It rained. She went."
    assert split_all(text)[-1].nearby is None


def test_nothing_gives_nothing() -> None:
    assert split_all("") == []
    assert split_all(" \n ") == []
