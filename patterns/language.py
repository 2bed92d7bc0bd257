"""Which language a text is in, told by its small words. Honest rather than clever: where it cannot tell, it reads on.

Only English is read. Very short texts count as English, and so do clipped notes without small words in Latin letters.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from patterns.lexicon import read
from patterns.text import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ENOUGH_WORDS: Final = 6
_SAMPLE: Final = 4000
"""Code points looked at; the first page tells."""


def has_words(text: str) -> bool:
    """Whether there is anything to read at all."""
    return any(mark.isalpha() for mark in text)


def detect(text: str) -> str:
    """A language code, "en" when in doubt and "und" for what is certainly not English but unknown."""
    sample = text[:_SAMPLE]
    letters = [mark for mark in sample if mark.isalpha()]
    latin = sum(_is_latin(mark) for mark in letters)
    if len(letters) >= _ENOUGH_WORDS and latin < len(letters) / 2:
        return "und"
    words = _WORD.findall(fold(sample))
    if len(words) < _ENOUGH_WORDS:
        return "en"
    shares = {code: sum(word in known for word in words) / len(words) for code, known in _words().items()}
    best = max(shares, key=shares.__getitem__)
    if shares["en"] >= shares[best] or shares[best] < 0.15:
        return "en"
    return best


@cache
def _is_latin(mark: str) -> bool:
    return mark.isascii() or unicodedata.name(mark, "").startswith("LATIN")


@cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in read("language")["words"].items()}
