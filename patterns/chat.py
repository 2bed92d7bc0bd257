"""Pasted conversations: which lines of a text are somebody's messages, who speaks in each, and where the words begin.

A person pastes a chat to show what happened, and its lines are not all theirs: "[21:14] Sam: I need space" is Sam's.
Recognised are lines with a time and a name ("[12.03.26, 21:14] Sam: …", "12/03/2026, 21:14 - Sam: …"), a name and a
time above or before the words ("Sam 21:14"), and names alone ("me: …", "Sam: …") where enough speaks for a talk. In
doubt a text is no conversation, and who cannot be told is unknown. Works line by line, in time linear in the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from patterns.lexicon import read

Speaker = Literal["me", "other", "unknown"]
_Style = Literal["stamped", "stamp", "above", "before", "name"]

_TIME: Final = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?"
_DATE: Final = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:yester|to)day(?: at)?|[a-z]{3,9}day)"
_WHEN: Final = rf"(?:{_DATE},?\s+)?{_TIME}"
_BOX: Final = rf"(?:\[{_WHEN}\]|\({_WHEN}\))"
_DATED: Final = rf"{_DATE},?\s+{_TIME}\s*[-–—]"
_MARKS: Final = r"[\u200e\u200f\u202a-\u202e\ufeff]*\s*"
"""Programs put marks of writing direction before times and names."""

_SIGNED: Final = r"(?P<name>[^\s:\[\]()<>][^:\[\]()<>\n]{0,38}?)"
_NAME: Final = r"(?P<name>[^\W\d_]{1,30}(?:[ .'’-]{1,2}[^\W\d_]{1,30}){0,3})"

_PATTERNS: Final[tuple[tuple[_Style, str], ...]] = (
    ("stamped", rf"{_BOX}\s*(?:[-–—]\s*)?{_MARKS}<{_SIGNED}>\s*"),
    ("stamped", rf"{_BOX}\s*(?:[-–—]\s*)?{_MARKS}{_SIGNED}\s*:\s*"),
    ("stamped", rf"{_DATED}\s*{_SIGNED}\s*:\s*"),
    ("stamped", rf"{_NAME},?\s*{_BOX}\s*:\s*"),
    ("above", rf"{_NAME}(?:,|\s*[-–—•·])?\s+(?:{_BOX}|{_WHEN})\s*$"),
    ("before", rf"{_TIME}\s+{_NAME}:\s+(?=\S)"),
    ("before", rf"{_NAME}\s+{_TIME}\s+(?=\S)"),
    ("name", rf"{_NAME}\s*:\s+(?=\S)"),
    ("stamp", rf"(?:{_BOX}|{_DATED})\s*"),
)
_STYLES: Final = tuple((style, re.compile(_MARKS + pattern, re.IGNORECASE)) for style, pattern in _PATTERNS)
_LINE: Final = re.compile(r"[^\n]*")
_TALKS: Final = re.compile(r"\b(?:i|im|i'm|you|u|ur|your|me|my|we|us)\b|[?!]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a conversation, from `start` to `end` in code points; its words begin at `words`.

    What stands before is header. `name` is how the text calls the speaker, folded; empty when nobody is named.
    """

    start: int
    words: int
    end: int
    speaker: Speaker
    name: str


@dataclass(frozen=True, slots=True)
class _Head:
    """The beginning of a line that may be a header."""

    start: int
    words: int
    end: int
    style: _Style
    name: str


def find_lines(text: str) -> list[Line]:
    """The lines of conversations in the text, in order; none when it is not clear that there is one."""
    rows = [(found.start(), found.end()) for found in _LINE.finditer(text) if found.end() > found.start()]
    heads = [_head(text, start, end) for start, end in rows]
    known = _trusted(text, [head for head in heads if head is not None])
    speakers = _speakers({head.name for head in heads if head is not None and head.style in known and head.name})
    lines: list[Line] = []
    said: _Head | None = None
    for number, ((start, end), head) in enumerate(zip(rows, heads, strict=True)):
        if head is not None and head.style in known:
            said = head
            lines.append(Line(start, head.words, end, speakers.get(head.name, "unknown"), head.name))
        elif said is not None and _goes_on(text, rows, heads, known, number, said):
            lines.append(Line(start, start, end, speakers.get(said.name, "unknown"), said.name))
        else:
            said = None
    return lines


def _head(text: str, start: int, end: int) -> _Head | None:
    for style, pattern in _STYLES:
        found = pattern.match(text, start, end)
        if found is None:
            continue
        named = found["name"] if style != "stamp" else ""
        name = " ".join(named.casefold().split())
        if name in _words("nobody") or (style in ("above", "before", "name") and not _may_name(named, name)):
            return None
        return _Head(start, found.end(), end, style, name)
    return None


def _may_name(named: str, name: str) -> bool:
    """Whether words may be what somebody is called: "Mary Ann" and "my sister", but not "he said" or "three things"."""
    words = named.split()
    return len(words) == 1 or name in _words("others") | _words("me") or all(word[0].isupper() for word in words)


def _trusted(text: str, heads: Sequence[_Head]) -> frozenset[_Style]:
    """The styles in which this text really holds a conversation."""
    known: set[_Style] = set()
    for style in ("stamped", "above", "before", "name"):
        own = [head for head in heads if head.style == style]
        names = [head.name for head in own]
        several = len(set(names)) > 1
        with_me = several and not _words("me").isdisjoint(names)
        returning = several and len(set(names)) < len(names)
        by_role = several and style == "name" and not _words("others").isdisjoint(names)
        talk = 2 * sum(_TALKS.search(text, head.words, head.end) is not None for head in own) >= len(own)
        if (style == "stamped" and own) or with_me or ((returning or by_role) and (talk or style == "above")):
            known.add(style)
    return frozenset(known | {"stamp"} if known else known)


def _goes_on(
    text: str, rows: Sequence[tuple[int, int]], heads: Sequence[_Head | None], known: frozenset[_Style], number: int,
    said: _Head,
) -> bool:  # fmt: skip
    """Whether the line belongs to the message above it: under a name always, and between two stamped lines of a pasted
    chat; a line typed under names without times is the writer's own again. An empty line ends a message."""
    if rows[number][0] - rows[number - 1][1] > 1 or not text[slice(*rows[number])].strip():
        return False
    if said.style == "above":
        return True
    if said.style not in ("stamped", "stamp"):
        return False
    following = number + 1
    if following < len(rows) and rows[following][0] - rows[number][1] == 1:
        head = heads[following]
        return head is not None and head.style in known
    return False


def _speakers(names: set[str]) -> dict[str, Speaker]:
    """Who is who. Without "me", one name is somebody else's; of several, one may be the writer's."""
    mine = names & _words("me")
    if len(mine) > 1:
        mine -= {"you"}
    if not mine and len(names - _words("others")) > 1:
        return {name: "other" if name in _words("others") else "unknown" for name in names}
    return {name: "me" if name in mine else "other" for name in names}


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read("chat")["words"][kind])
