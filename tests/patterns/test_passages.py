"""What the model is shown: sentences and their clauses, never danger, never a question to readers."""

from patterns.danger import NEAR_DANGER
from patterns.passages import split


def words(text: str) -> list[str]:
    return [text[passage.span.start : passage.span.end] for passage in split(text)]


def test_a_sentence_with_two_people_is_shown_whole_and_in_parts() -> None:
    text = "Tuesday. I asked him and he went cold."
    assert words(text) == ["Tuesday.", "I asked him and he went cold.", "I asked him", "he went cold."]
    assert [passage.whole for passage in split(text)] == [True, True, False, False]
    assert [passage.sentence for passage in split(text)] == [0, 1, 1, 1]


def test_sentences_about_danger_are_not_shown_and_their_neighbours_may_not_carry_what_keeping_safe_looks_like() -> None:
    text = "I made tea. He hit me. I went quiet. It rained. I slept."
    assert words(text) == ["I made tea.", "I went quiet.", "It rained.", "I slept."]
    assert [passage.banned for passage in split(text)] == [NEAR_DANGER, NEAR_DANGER, frozenset(), frozenset()]


def test_questions_to_readers_are_not_shown() -> None:
    assert words("He left early. Does anyone else panic at this? Any advice? I rang twice.") == [
        "He left early.",
        "I rang twice.",
    ]


def test_a_question_that_was_asked_of_somebody_is_shown() -> None:
    assert words("Are we ok? I asked him: is it normal to be so quiet?") == [
        "Are we ok?",
        "I asked him: is it normal to be so quiet?",
    ]


def test_each_passage_knows_what_follows_and_who_was_named_before() -> None:
    text = "My mum rang. She was cross and I hung up. I wanted to ring back. I made tea instead."
    known = [(passage.folded, passage.nearby, passage.after[:10]) for passage in split(text)]
    assert known == [
        ("my mum rang.", None, "she was cr"),
        ("she was cross and i hung up.", "kin", "i wanted t"),
        ("she was cross", "kin", "i wanted t"),
        ("i hung up.", "kin", "i wanted t"),
        ("i wanted to ring back.", "kin", "i made tea"),
        ("i made tea instead.", "kin", ""),
    ]


def test_names_are_forgotten_after_three_sentences() -> None:
    text = "My mum rang. It rained. It rained. It rained. She went."
    assert split(text)[-1].nearby is None


def test_nothing_gives_nothing() -> None:
    assert split("") == []
    assert split(" \n ") == []
