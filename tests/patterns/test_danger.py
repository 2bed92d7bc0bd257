"""Sentences about danger carry no tag; figures of speech and ordinary quarrels are read as usual."""

import pytest

from patterns.danger import NEAR_DANGER, vetoed
from patterns.lexicon import read
from patterns.text import fold


def is_vetoed(sentence: str) -> bool:
    return vetoed([fold(sentence)]) == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "He hit me again last night.",
        "My wife slapped me in front of the kids.",
        "he pushed me down the stairs and said i tripped",
        "She threw a glass at me.",
        "He put his hands round my neck.",
        "He twisted my arm until I said sorry.",
        "He said he'd kill me if I left.",
        "She threatens to take the kids.",
        "He has a gun on the table when we argue.",
        "I'm frightened to go home.",
        "It isn't safe at home.",
        "He forced me last night.",
        "I said no and he carried on.",
        "I'm not allowed to see my sister.",
        "He took my passport and my bank card.",
        "He won't let me go out.",
        "She locked me in the bedroom.",
        "He tracks my car.",
        "My ex is stalking me.",
        "I want to kill myself.",
        "I hurt myself again after the call.",
        "I don't want to be here any more.",
        "thinking about cutting",
        "I wish I was dead.",
        "They'd be better off without me.",
        "I froze because he does hit me.",
    ],
)
def test_danger_is_vetoed(sentence: str) -> None:
    assert is_vetoed(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It hit me that I was the one who left.",
        "She hit me with a pillow and we laughed.",
        "I stalked his profile until two.",
        "He held my hand through the whole flight.",
        "I blocked the doorway so he would stay.",
        "I went quiet and let him talk.",
        "He never lets me see him cry.",
        "I'm scared he will leave me.",
        "I was frightened when he raised his voice at the dog.",
        "We shouted and slammed doors.",
        "I ended it with him by text.",
        "I want to take it all back.",
        "I cut the call short.",
        "He checks my phone.",
        "I wanted to die of embarrassment.",
        "I felt like a prisoner at his mother's table.",
        "I feel worthless when he does not answer.",
    ],
)
def test_ordinary_pain_is_read(sentence: str) -> None:
    assert not is_vetoed(sentence)


def test_keeping_safe_beside_danger_is_no_pattern() -> None:
    sentences = ["he hit me again.", "i went quiet.", "then it was night.", "i rang my sister."]
    assert vetoed(sentences) == [None, NEAR_DANGER, frozenset(), frozenset()]
    assert "withdrawal" in NEAR_DANGER
    assert "comfort_seeking" not in NEAR_DANGER


@pytest.mark.parametrize("table", read("danger")["veto"], ids=lambda table: str(table["example"]))
def test_each_list_has_an_example_and_a_near_miss(table: dict[str, str]) -> None:
    assert is_vetoed(table["example"])
    assert not is_vetoed(table["near_miss"])
