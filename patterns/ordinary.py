"""Plain reasons: an errand, an exam, a broken oven. Where one stands in a sentence, certain patterns are not meant."""

import re
from functools import cache

from patterns.lexicon import compile_phrases, read


def excused(sentence: str) -> frozenset[str]:
    """The patterns that the folded sentence gives a plain reason for, so that they may not be tagged there."""
    found = (of for of, phrases, unless in _reasons() if phrases.search(sentence) and not unless.search(sentence))
    return frozenset().union(*found)


@cache
def _reasons() -> tuple[tuple[frozenset[str], re.Pattern[str], re.Pattern[str]], ...]:
    tables = read("ordinary")
    words = tables["words"]
    return tuple(
        (
            frozenset(table["of"]),
            compile_phrases(table["phrases"], words, "ordinary"),
            compile_phrases(table.get("unless", ["_ but without any reason"]), words, "ordinary"),
        )
        for table in tables["reason"]
    )
