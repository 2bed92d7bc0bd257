"""An inner veto: sentences about danger are read by nobody's rules, and that they were met is neither told nor kept.

What a person does to stay safe (going quiet, saying yes, flinching) looks like a pattern and is none; and words about
wanting to die belong to the help card on the phone, which has its own rules, never to a chart.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from patterns.lexicon import compile_phrases, read
from patterns.vocabulary import INSECURE

NEAR_DANGER: Final = INSECURE | {"pattern_naming"}
"""Not tagged in the sentences beside one about danger: there, going quiet or flinching is keeping safe."""


def vetoed(sentences: Sequence[str]) -> list[frozenset[str] | None]:
    """For each folded sentence: None if all of it is about danger, else the patterns that may not be tagged there."""
    dangerous = [_speaks_of_danger(sentence) for sentence in sentences]
    kept: list[frozenset[str] | None] = []
    for number, here in enumerate(dangerous):
        beside = any(dangerous[max(0, number - 1) : number + 2])
        kept.append(None if here else NEAR_DANGER if beside else frozenset())
    return kept


def _speaks_of_danger(sentence: str) -> bool:
    return any(phrases.search(sentence) and not (unless and unless.search(sentence)) for phrases, unless in _vetoes())


@cache
def _vetoes() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    tables = read("danger")
    words = tables["words"]
    return tuple(
        (
            compile_phrases(table["phrases"], words, "danger"),
            compile_phrases(table["unless"], words, "danger") if "unless" in table else None,
        )
        for table in tables["veto"]
    )
