from pathlib import Path

import pytest

from insights import exercises
from insights.exercises import ExerciseRefused
from journal.vocabulary import FAMILY_OF

GOOD = """
slug = "five-senses"
title = "Five senses"
minutes = 3
patterns = ["withdrawal"]
trains = "self_soothing"
gates = ["D"]
strength = 4
source = "Common practice"
question = "How present am I?"
stop = "Stop if it feels bad."
[[steps]]
title = "Look"
body = "Name what you see."
"""


def test_the_library_holds_these_exercises() -> None:
    found = [(each.slug, each.gates, each.strength, each.trains) for each in exercises.library()]
    assert found == [
        ("both-sides-letter", ("D", "S"), 4, "pattern_naming"),
        ("five-senses", (), 4, "self_soothing"),
        ("need-in-three-lines", ("P",), 2, "direct_need"),
        ("pause-with-return", (), 4, "self_soothing"),
        ("savour-trust", (), 3, "savouring_security"),
        ("secure-person-picture", ("D",), 1, "savouring_security"),
        ("urge-surf-before-text", ("D",), 2, "self_soothing"),
    ]


def test_every_difficult_family_is_served_by_an_exercise_of_its_own() -> None:
    served = {FAMILY_OF[pattern] for each in exercises.library() for pattern in each.patterns}
    assert served == {"anxious", "avoidant", "disorganized"}


def test_every_exercise_fits_a_phone_and_can_be_stopped() -> None:
    for each in exercises.library():
        assert 1 <= len(each.steps) <= 3
        assert all(len(step.body) <= 240 for step in each.steps)
        assert "" not in (each.stop, each.source)


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ('["D"]', '["X"]', "Invalid enum value 'X' - at `$.gates[0]`"),
        ('["D"]', '["D", "D"]', "gates are named twice"),
        ('"withdrawal"', '"repair"', "patterns holds what is no difficult pattern: repair"),
        ('"withdrawal"', '"sulking"', "patterns holds what is no difficult pattern: sulking"),
        ('["withdrawal"]', "[]", "patterns is empty"),
        ('"self_soothing"', '"withdrawal"', "trains is no secure pattern: withdrawal"),
        ("strength = 4", "strength = 5", "Invalid enum value 5 - at `$.strength`"),
        ("minutes = 3", "minutes = 0", "Expected `int` >= 1 - at `$.minutes`"),
        ("am I?", "I am.", "question does not end with a question mark"),
        ('slug = "five-senses"', 'slug = "six-senses"', "slug is not the file's name: six-senses"),
        ('stop = "Stop if it feels bad."', "", "Object missing required field `stop`"),
        (
            'title = "Look"',
            'colour = "red"\ntitle = "Look"',
            "Object contains unknown field `colour` - at `$.steps[0]`",
        ),
        ("minutes = 3", "minutes =", "Invalid value (at line 4, column 10)"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_the_reason(tmp_path: Path, good: str, bad: str, reason: str) -> None:
    assert good in GOOD
    file = tmp_path / "five-senses.toml"
    file.write_text(GOOD.replace(good, bad), encoding="utf-8")
    with pytest.raises(ExerciseRefused) as refused:
        exercises.load(tmp_path)
    assert str(refused.value) == f"five-senses.toml: {reason}"


def test_a_fourth_screen_is_refused(tmp_path: Path) -> None:
    step = GOOD[GOOD.index("[[steps]]") :]
    (tmp_path / "five-senses.toml").write_text(GOOD + step * 3, encoding="utf-8")
    with pytest.raises(ExerciseRefused, match=r"^five-senses\.toml: Expected `array` of length <= 3"):
        exercises.load(tmp_path)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "five-senses.toml").write_text(GOOD, encoding="utf-8")
    (exercise,) = exercises.load(tmp_path)
    assert (exercise.title, exercise.steps[0].body) == ("Five senses", "Name what you see.")
