"""The library of exercises: data files beside this one, checked when they are loaded."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from journal.vocabulary import INSECURE, SECURE

FOLDER: Final = Path(__file__).parent / "exercises"

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=160)]
Paragraph = Annotated[str, msgspec.Meta(min_length=1, max_length=480)]
Gate = Literal["D", "S", "P", "R", "A"]


class ExerciseRefused(Exception):
    """An exercise file does not hold what it should; the message names the file and the reason."""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One screen."""

    title: Line
    body: Paragraph


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to try, on at most three screens.

    `strength` runs from 1 (trials with an attachment outcome) to 4 (clinical habit); `trains` is the secure pattern
    that it practises; `gates` are the situations in which a device must not show it (exercises.md section 2 rule 5);
    `question` is asked before and after with answers 0…10; `stop` says when to leave off.
    """

    slug: Annotated[str, msgspec.Meta(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
    title: Line
    minutes: Annotated[int, msgspec.Meta(ge=1, le=60)]
    patterns: tuple[str, ...]
    trains: str
    gates: tuple[Gate, ...]
    strength: Literal[1, 2, 3, 4]
    source: Line
    question: Line
    stop: Line
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1, max_length=3)]


def load(folder: Path = FOLDER) -> tuple[Exercise, ...]:
    """Every exercise in `folder`, by slug. Raises ExerciseRefused for a file that does not hold one."""
    return tuple(read(file) for file in sorted(folder.glob("*.toml")))


@cache
def library() -> tuple[Exercise, ...]:
    """The exercises that come with Holdfast, loaded once."""
    return load()


def read(file: Path) -> Exercise:
    """The exercise in `file`. Raises ExerciseRefused."""
    try:
        exercise = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Exercise)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as problem:
        raise ExerciseRefused(f"{file.name}: {problem}") from None
    for reason in _faults(exercise, file.stem):
        raise ExerciseRefused(f"{file.name}: {reason}")
    return exercise


def _faults(exercise: Exercise, stem: str) -> list[str]:
    """What is wrong beyond the shape of single fields."""
    unknown = sorted(set(exercise.patterns) - INSECURE)
    checks = {
        f"slug is not the file's name: {exercise.slug}": exercise.slug == stem,
        f"patterns holds what is no difficult pattern: {', '.join(unknown)}": not unknown,
        "patterns is empty": bool(exercise.patterns),
        f"trains is no secure pattern: {exercise.trains}": exercise.trains in SECURE,
        "gates are named twice": len(set(exercise.gates)) == len(exercise.gates),
        "question does not end with a question mark": exercise.question.endswith("?"),
    }
    return [reason for reason, holds in checks.items() if not holds]
