"""Who acts in a clause, read off its first words. Works on folded text (`patterns.text.fold`) and guesses nothing.

This is not a parser. It answers only where English word order answers: by the pronoun or the "my sister" that stands as
the subject of the main clause. Everything else is None, and the model's own view is kept.
"""

import re
from typing import Final

_KIN: Final = (
    r"(?:mother|father|mum|mom|mam|mama|ma|dad|daddy|papa|parents?|sisters?|brothers?|sis|bro|sons?|daughters?|kids?|child|"
    r"children|boy|girl|aunt(?:ie|y)?|uncle|cousins?|niece|nephew|gran(?:ny|dma|dad|dpa|dmother|dfather)?|nan|nana|"
    r"friends?|best friend|mate|flatmate|roommate|neighbou?rs?|boss|manager|colleagues?|coworkers?|teacher|therapist|"
    r"counsell?or|coach|doctor|family|in-laws?|(?:mother|father|sister|brother)-in-law|stepdad|stepmum|stepmom|team)"
)
_PARTNER: Final = (
    r"(?:husband|hubby|wife|wifey|missus|boyfriend|girlfriend|bf|gf|partner|fiance|fiancee|fiancé|fiancée|spouse|"
    r"date|lover|better half|other half|man|guy|ex|ex-husband|ex-wife)"
)
_TAIL: Final = r"(?:'(?:d|s|ll|ve|m|re))?\b"
_SELF: Final = rf"(?:i{_TAIL}|im\b|ive\b)"
_WE: Final = rf"(?:we{_TAIL}|both of us\b)"
_THIRD: Final = rf"(?:(?:he|she|they){_TAIL}|hes\b|shes\b|theyre\b|theyve\b)"
_MINE: Final = rf"(?:my|our|his|her|their) (?:\w+ )?(?:{_KIN}|{_PARTNER})"
_SUBJECT: Final = re.compile(
    rf"\b(?:(?P<self>{_SELF})|(?P<we>{_WE})|(?P<third>{_THIRD})|(?P<kin>(?:my|our|his|her|their) (?:\w+ )?{_KIN}\b(?!'s))"
    rf"|(?P<partner>my (?:\w+ )?{_PARTNER}\b(?!'s)))"
)
_NAMED: Final = re.compile(rf"\b(?:my|our) (?:\w+ )?(?:(?P<kin>{_KIN})|(?P<partner>{_PARTNER}))\b")
_BEGINNING: Final = re.compile(
    r"^[\"'(\s–—-]*(?:(?:and|but|so|then|also|well|ok|okay|anyway|still|lol|ugh|honestly|actually|today|yesterday|tonight|"
    r"last night|this (?:morning|afternoon|evening|week|weekend|time)|(?:on |last |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:morning|afternoon|evening|night))?|now|just|again|once|apparently|suddenly|later|afterwards|at (?:lunch|dinner|"
    r"work|home|breakfast|midnight|first)|in the (?:morning|evening|end|car|kitchen))[\s,:–—-]+)*"
)
_UNDER: Final = re.compile(
    r"^(?:when(?:ever)?|while|if|because|cause|cos|after|before|since|as|once|until|till|although|though|even though|"
    r"every time|each time|the (?:moment|minute|second|day|night|more|way)|any ?time|all because|now that|just because)\b"
)

_ASIDE: Final = re.compile(rf"(?<=\w )(?:until|till|before|if|whether)(?: that)? (?:{_SELF}|{_WE})")

_JOINT_WORD: Final = r"(?:and then|and so|and now|and|but then|but|then|so|yet)"
_ACTOR: Final = rf"(?:{_SELF}|{_WE}|{_THIRD}|{_MINE}\b(?!'s))"
JOINT: Final = re.compile(
    rf"(?:\s*[;:]\s+|\s+[-–—]+\s+|\s*—\s*|,\s+)(?:{_JOINT_WORD}\s+)?(?={_ACTOR})|\s+{_JOINT_WORD}\s+(?={_ACTOR})"
)
"""What stands between two main clauses; the second one begins with its own subject."""

PURPOSE: Final = re.compile(
    r"(?:\s*,)?\s+so\s+(?:that\s+)?(?:he|she|they|i|we|my \w+)(?:'d|'ll|d\b|ll\b|\s+(?:would|will|could|can|might|has|have)\b)"
)
"""A joint that only looks like one: "so he'd notice" belongs to what was done."""


def actor(clause: str) -> str | None:
    """The acting person of the main clause: "self", "we", "third", "kin" or "partner"; None where this cannot be told."""
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
    """Every kind of subject that acts in the clause; not who only stands in an aside, "until I slept", "if I love him"."""
    return {match.lastgroup for match in _SUBJECT.finditer(PURPOSE.sub(" ", _ASIDE.sub("", clause))) if match.lastgroup}


def last_named(text: str) -> str | None:
    """Whether the last person named in the text, as subject or not, is "kin" or "partner"; None if nobody is."""
    last = None
    for last in _NAMED.finditer(text):
        pass
    return last.lastgroup if last else None
