"""Which exercise fits a week, and why: a plain rule over what the writer did, in order of preference.

Only the writer's own, enacted behaviour is a reason (exercises.md section 3). The gates are not applied here: whether
something may be shown is known to the device alone, so the list ends with something that needs no gate.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from insights import wording
from insights.acts import Act
from insights.exercises import Exercise
from insights.weeks import Because, Suggestion
from journal.vocabulary import FAMILY_OF, NAMES, PATTERNS, SECURE

WORDS_SHOWN: Final = 3
WORSE_IN_A_ROW: Final = 2
SAVOURING: Final = "savouring_security"


class Done(NamedTuple):
    """An exercise that was tried, and how it felt afterwards (`worse` or anything else)."""

    exercise: str
    day: date
    feeling: str | None


def suggest(acts: Iterable[Act], library: Sequence[Exercise], history: Sequence[Done]) -> tuple[Suggestion, ...]:
    """Suggestions for the week that `acts` come from, best first; none when nothing was done that could be a reason.

    `history` is everything that this person tried before, oldest first.
    """
    mine: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.became == "done":
            mine[act.pattern].append(act)
    kept = [exercise for exercise in library if not _made_worse(exercise, history)]
    last_done = {done.exercise: done.day for done in history}
    chosen: dict[str, Suggestion] = {}
    for suggestion in _candidates(mine, kept, last_done):
        chosen.setdefault(suggestion.exercise, suggestion)
    return _with_an_open_end(tuple(chosen.values()), kept)


def _made_worse(exercise: Exercise, history: Sequence[Done]) -> bool:
    """Two "worse" answers in a row take an exercise out (exercises.md section 2 rule 3)."""
    answers = [done.feeling for done in history if done.exercise == exercise.slug][-WORSE_IN_A_ROW:]
    return answers == ["worse"] * WORSE_IN_A_ROW


def _candidates(
    mine: Mapping[str, Sequence[Act]], library: Sequence[Exercise], last_done: Mapping[str, date]
) -> Iterator[Suggestion]:
    steady = {pattern: acts for pattern, acts in mine.items() if pattern in SECURE}
    difficult = {pattern: acts for pattern, acts in mine.items() if pattern not in SECURE}
    # Where steadiness weighs at least as much, what keeps it comes first.
    if steady and _weight(steady) >= _weight(difficult):
        for pattern in _most_frequent_first(steady):
            for exercise in _best_first(_keeping(pattern, library), last_done):
                yield _suggestion(exercise, pattern, steady[pattern])
    for pattern in _most_frequent_first(difficult):
        for exercise in _best_first(_easing(pattern, library), last_done):
            yield _suggestion(exercise, pattern, difficult[pattern])


def _keeping(pattern: str, library: Sequence[Exercise]) -> list[Exercise]:
    """What practises a secure pattern; where nothing does, what helps any good moment to stay."""
    own = [each for each in library if each.trains == pattern]
    return own or [each for each in library if each.trains == SAVOURING]


def _easing(pattern: str, library: Sequence[Exercise]) -> list[Exercise]:
    """What is meant for a difficult pattern; where nothing is, what is meant for others of its family."""
    own = [each for each in library if pattern in each.patterns]
    return own or [each for each in library if FAMILY_OF[pattern] in {FAMILY_OF[other] for other in each.patterns}]


def _weight(acts: Mapping[str, Sequence[Act]]) -> int:
    """How much was noted: pairs of entry and pattern."""
    return sum(len({act.entry for act in of_one}) for of_one in acts.values())


def _most_frequent_first(acts: Mapping[str, Sequence[Act]]) -> list[str]:
    return sorted(acts, key=lambda pattern: (-_days(acts[pattern]), -len(acts[pattern]), PATTERNS.index(pattern)))


def _best_first(exercises: Iterable[Exercise], last_done: Mapping[str, date]) -> list[Exercise]:
    """Better evidence first; among equals what was not tried for longest."""
    return sorted(exercises, key=lambda each: (each.strength, last_done.get(each.slug, date.min), each.slug))


def _days(acts: Sequence[Act]) -> int:
    return len({act.day for act in acts})


def _suggestion(exercise: Exercise, pattern: str, acts: Sequence[Act]) -> Suggestion:
    words = {(act.entry, act.quote): Because(act.day, act.entry, act.quote) for act in acts}
    return Suggestion(
        exercise=exercise.slug,
        title=exercise.title,
        minutes=exercise.minutes,
        pattern=pattern,
        reason=wording.say_days(NAMES[pattern], _days(acts)),
        gates=exercise.gates,
        because=tuple(words.values())[:WORDS_SHOWN],
    )


def _with_an_open_end(chosen: tuple[Suggestion, ...], library: Sequence[Exercise]) -> tuple[Suggestion, ...]:
    """Ends the list with the shortest exercise that no gate can hold back, when there is none in it yet.

    It stands in for what was chosen, and its reason claims no more than that.
    """
    if not chosen or any(not each.gates for each in chosen):
        return chosen
    plain = sorted((each for each in library if not each.gates), key=lambda each: (each.minutes, each.slug))
    first = chosen[0].pattern
    fallback = (
        Suggestion(each.slug, each.title, each.minutes, first, wording.ANY_DAY, each.gates, ()) for each in plain[:1]
    )
    return (*chosen, *fallback)
