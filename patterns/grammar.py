"""Who acts in a clause, read off its first words. Works on folded text (`patterns.text.fold`) and guesses nothing.

This is not a parser. It answers only where English word order answers: by the pronoun or the "my sister" that stands as
the subject of the main clause. Everything else is None, and the model's own view is kept. The words are data
(`lexicon/grammar.toml`).
"""

import re
from typing import Final

from patterns.lexicon import read

_WORDS: Final[dict[str, str]] = {name: "|".join(words) for name, words in read("grammar").items()}
_TAIL: Final = r"(?:'(?:d|s|ll|ve|m|re))?\b"
_SELF: Final = rf"(?:i{_TAIL}|im\b|ive\b)"
_WE: Final = rf"(?:we{_TAIL}|both of us\b)"
_THIRD: Final = rf"(?:(?:he|she|they){_TAIL}|hes\b|shes\b|theyre\b|theyve\b)"
_KIN: Final = rf"(?:my|our|his|her|their) (?:\w+ )?(?:{_WORDS['kin']})\b(?!'s)"
_PARTNER: Final = rf"my (?:\w+ )?(?:{_WORDS['partner']})\b(?!'s)"
_DAY: Final = r"(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?"

_SUBJECT: Final = re.compile(
    rf"\b(?:(?P<self>{_SELF})|(?P<we>{_WE})|(?P<third>{_THIRD})|(?P<kin>{_KIN})|(?P<partner>{_PARTNER}))"
)
_NAMED: Final = re.compile(rf"\b(?:my|our) (?:\w+ )?(?:(?P<kin>{_WORDS['kin']})|(?P<partner>{_WORDS['partner']}))\b")
_BEGINNING: Final = re.compile(rf"^[\"'(\s–—-]*(?:(?:{_WORDS['beginnings']}|{_DAY})[\s,:–—-]+)*")
_UNDER: Final = re.compile(rf"^(?:{_WORDS['under']})\b")
_ASIDE: Final = re.compile(rf"(?<=\w )(?:{_WORDS['asides']})(?: that)? (?:{_SELF}|{_WE})")

_JOINED: Final = rf"(?:{_WORDS['joints']})"
_OWN: Final = rf"(?:my|our) (?:\w+ )?(?:{_WORDS['kin']}|{_WORDS['partner']})\b(?!'s|,)"
_ACTOR: Final = rf"(?:{_SELF}|{_WE}|{_THIRD}|{_OWN})"
JOINT: Final = re.compile(
    rf"(?:\s*;\s+|\s+[-–—]+\s+|\s*—\s*|,\s+)(?:{_JOINED}\s+)?(?={_ACTOR})|\s+{_JOINED}\s+(?={_ACTOR})"
)
"""What stands between two main clauses; the second one begins with its own subject."""

QUOTES: Final = re.compile(
    r"\b(?:say|says|said|saying|goes|told (?:me|him|her|them|us)|asked|like)(?: (?:no|yes|fine|ok|okay|sure|well))?$"
)
"""How a clause ends that is followed by somebody's words rather than by another clause: "she told me, I want ..."."""

PURPOSE: Final = re.compile(
    r"(?:\s*,)?\s+so\s+(?:that\s+)?(?:he|she|they|i|we|my \w+)"
    r"(?:'d|'ll|d\b|ll\b|\s+(?:would|will|could|can|might|has|have)\b)"
)
"""A joint that only looks like one: "so he'd notice" belongs to what was done."""


def actor(clause: str) -> str | None:
    """The acting person of the main clause: "self", "we", "third", "kin" or "partner"; None where nobody can tell."""
    start = _BEGINNING.match(clause)
    rest = clause[start.end() :] if start else clause
    if _UNDER.match(rest):
        comma = rest.find(", ")
        if comma >= 0:
            return actor(rest[comma + 2 :])
        found = list(_SUBJECT.finditer(rest))
        return found[1].lastgroup if len(found) > 1 else None
    first = _SUBJECT.match(rest)
    return first.lastgroup if first else None


def people(clause: str) -> set[str]:
    """Every kind of subject that acts in the clause, but for those in an aside, "until I slept", "so she'd come"."""
    acting = PURPOSE.sub(" ", _ASIDE.sub("", clause))
    return {match.lastgroup for match in _SUBJECT.finditer(acting) if match.lastgroup}


def last_named(text: str) -> str | None:
    """Whether the last person named in the text, as subject or not, is "kin" or "partner"; None if nobody is."""
    named = [match.lastgroup for match in _NAMED.finditer(text)]
    return named[-1] if named else None
