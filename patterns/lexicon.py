"""Loads the word lists under `lexicon/`, which are data for people to read, and compiles them once.

A phrase is plain words with a few signs: `(a|b c)` one of these, `?` after a letter or a group: it may be missing,
`ask*` any ending, `_` any one word, `...` up to six words of the same clause, `^` in front: where the clause begins,
`<name>` the list of that name. Apostrophes may be missing in the text ("didnt"). A line that cannot be read is refused
with its file and the line itself.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "lexicon"

_READABLE: Final = re.compile(r"\^?(?:[a-zàâçéèêëîïôûüñ0-9' (|)?*_-]|\.\.\.)+")
_SPACE: Final = r"[\s,\"]+"
_BEGINS: Final = r"(?:^[\"'(\s]*|(?<=[.;:!?—–][\s\"])|(?<=, )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bthen ))"
_SIGNS: Final = (
    (" ... ", rf"(?:{_SPACE}[\w'-]+){{0,6}}?{_SPACE}"),
    (")? ", rf"{_SPACE})?"),
    ("(", "(?:"),
    ("*", r"[\w']*"),
    ("_", r"[\w'-]+"),
    ("'", "'?"),
    (" ", _SPACE),
)


class LexiconError(ValueError):
    """A word list holds something that cannot be understood; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of phrases that speak for one value: how much, for which patterns, and what it looks like.

    `weight` is a factor on the odds of `value`: 1 says nothing, 30 outweighs a model that is 96 % sure of another.
    `also` must follow the phrase, `unless` must be absent, `never_for` are patterns that the cue leaves alone.
    """

    value: str
    weight: float
    phrases: re.Pattern[str]
    also: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    patterns: frozenset[str]
    never_for: frozenset[str]
    example: str
    near_miss: str

    def holds(self, clause: str, pattern: str) -> bool:
        """Whether the cue speaks about this pattern in this folded clause."""
        if pattern in self.never_for or (self.patterns and pattern not in self.patterns):
            return False
        first = self.phrases.search(clause)
        if first is None or (self.also is not None and self.also.search(clause, first.end()) is None):
            return False
        return self.unless is None or self.unless.search(clause) is None


def read(name: str) -> dict[str, Any]:
    """The tables of `lexicon/<name>.toml`. Raises `LexiconError` when it is no TOML."""
    try:
        return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}") from error


@cache
def cues(name: str) -> tuple[Cue, ...]:
    """The cues of one file, in its order.

    One that speaks of `<act>` or `<omission>` becomes one cue for each pattern with such a list in acts.toml.
    """
    tables = read(name)
    found: list[Cue] = []
    for table in tables["cue"]:
        spoken = " ".join(table["phrases"])
        own = [kind for kind in ("act", "omission") if f"<{kind}>" in spoken]
        for kind in own:
            for pattern, words in read("acts")[f"{kind}s"].items():
                found.append(_cue(name, table, {**tables.get("words", {}), kind: words}, frozenset({pattern})))
        if not own:
            found.append(_cue(name, table, tables.get("words", {}), frozenset()))
    return tuple(found)


def _cue(name: str, table: dict[str, Any], words: dict[str, list[str]], patterns: frozenset[str]) -> Cue:
    try:
        return Cue(
            value=table["value"],
            weight=float(table["weight"]),
            phrases=compile_phrases(table["phrases"], words, name),
            also=compile_phrases(table["also"], words, name) if "also" in table else None,
            unless=compile_phrases(table["unless"], words, name) if "unless" in table else None,
            patterns=patterns,
            never_for=frozenset(table.get("never_for", [])),
            example=table["example"],
            near_miss=table["near_miss"],
        )
    except KeyError as error:
        raise LexiconError(f"{name}.toml: a cue lacks {error}: {table}") from error


def compile_phrases(phrases: list[str], words: dict[str, list[str]], name: str) -> re.Pattern[str]:
    """One expression for many phrases; `<word>` stands for the list of that name under `[words]`."""
    return re.compile("|".join(_expression(phrase, words, name) for phrase in phrases))


def _expression(phrase: str, words: dict[str, list[str]], name: str) -> str:
    try:
        spelled = phrase
        while "<" in spelled:
            spelled = re.sub(r"<(\w+)>", lambda found: f"({'|'.join(words[found.group(1)])})", spelled)
        if not _READABLE.fullmatch(spelled) or spelled.endswith((")?", " ")):
            raise LexiconError(f"{name}.toml: cannot read the phrase {phrase!r}")
        begins, body = (_BEGINS, spelled[1:]) if spelled.startswith("^") else (r"(?<!\w)", spelled)
        for sign, meaning in _SIGNS:
            body = body.replace(sign, f"\0{_SIGNS.index((sign, meaning))}\0")
        for number, (_, meaning) in enumerate(_SIGNS):
            body = body.replace(f"\0{number}\0", meaning)
        return re.compile(rf"{begins}(?:{body})(?!\w)").pattern
    except (KeyError, re.error) as error:
        raise LexiconError(f"{name}.toml: cannot read the phrase {phrase!r}: {error}") from error
