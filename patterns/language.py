"""Which language a text is in: a maintained detector (CLD3), believed only where it can know. Only English is read.

A wrong "this is not English" costs a person a whole entry, so every doubt is settled for English: a few words, clipped
notes, names, slang and foreign phrases inside English are read. Why this detector: ARCHITECTURE.md, "The language".
"""

import re
import unicodedata
from functools import cache
from typing import Final

import gcld3

from patterns.chat import find_lines
from patterns.lexicon import read
from patterns.text import clean, fold

_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:'[^\W\d_]+)*|\b[ai](?:'[^\W\d_]+)?\b")
_NO_PROSE: Final = re.compile(r"<[^<>\n]{1,300}>|&#?\w{2,8};|\b(?:https?://|www\.)\S+")
"""Tags, entities and addresses are in no language."""

_SAMPLE: Final = 4000
"""Code points looked at; the first page tells."""

_ENOUGH_LETTERS: Final = 6
_ENOUGH_WORDS: Final = 8
"""Different words: "hi hi hi" tells no more than "hi"."""

_PLENTY_OF_WORDS: Final = 15
"""From here on the detector is trusted; below, only when it is nearly certain."""

_SURE: Final = (0.97, 0.6)
"""How likely another language must be, below and from `_PLENTY_OF_WORDS` on."""

_ENGLISH_ENOUGH: Final = (0.2, 0.28)
"""The share of small English words from which a text is English whatever the detector says, likewise."""


def has_words(text: str) -> bool:
    """Whether there is anything to read at all."""
    return any(mark.isalpha() for mark in text)


def detect(text: str) -> str:
    """A language code, "en" when in doubt and "und" for what is certainly not English but unknown."""
    sample = unicodedata.normalize("NFC", _NO_PROSE.sub(" ", _without_names(text[:_SAMPLE])))
    letters = [mark for mark in sample if mark.isalpha()]
    if len(letters) >= _ENOUGH_LETTERS and sum(map(_is_latin, letters)) < len(letters) / 2:
        code, _ = _guess(sample)
        return "und" if code == "en" else code
    words = _WORD.findall(fold(sample))
    if len(set(words)) < _ENOUGH_WORDS:
        return "en"
    plenty = len(words) >= _PLENTY_OF_WORDS
    if sum(word in _small_words() for word in words) >= _ENGLISH_ENOUGH[plenty] * len(words):
        return "en"
    code, probability = _guess(sample)
    return code if probability >= _SURE[plenty] else "en"


def _without_names(text: str) -> str:
    """The text without the names and times of a pasted conversation."""
    lines = find_lines(text)
    kept, at = [], 0
    for line in lines:
        kept.append(text[at : line.start])
        at = line.words
    return "".join([*kept, text[at:]])


def _guess(sample: str) -> tuple[str, float]:
    found = _detector().FindLanguage(text=clean(sample))
    return found.language, found.probability


@cache
def _detector() -> gcld3.NNetLanguageIdentifier:
    return gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * _SAMPLE)


@cache
def _is_latin(mark: str) -> bool:
    return mark.isascii() or unicodedata.name(mark, "").startswith("LATIN")


@cache
def _small_words() -> frozenset[str]:
    return frozenset(read("language")["words"]["en"])
