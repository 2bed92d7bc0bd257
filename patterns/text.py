"""Sentences and clauses with exact offsets into the original text, in time linear in its length.

Nothing is normalised away: a span is a pair of code point offsets, and between two sentences stands white space only.
`fold` makes the one altered copy that rules read; it has the same length, so its offsets are the text's own.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from patterns.grammar import JOINT, PURPOSE, QUOTES, actor

LONGEST: Final = 320
"""No span is longer than this many code points, so that one breathless line never fills the encoder's window."""

_PLAIN_MARKS: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_UNREADABLE: Final = re.compile("[\0\ud800-\udfff]")
_QUOTED: Final = re.compile(
    r'"[^"\n]{1,200}"|“[^”\n]{1,200}”|(?<!\w)\'(?:[^\'\n]|(?<=\w)\'(?=\w)){1,200}\'(?!\w)|(?<!\w)‘[^‘\n]{1,200}?’(?!\w)'
)
_STOP: Final = re.compile(r"""(?<![.!?…。！？])[.!?…。！？]+(?:["')\]”’]*(?=\s)|(?<=[a-z][.!?])(?=[A-Z]))|\n""")
_TITLE: Final = re.compile(r"(?:^|[\s(\"])(?:mr|mrs|ms|dr|st|prof|vs|approx|eg|ie|e\.g|i\.e|[a-hj-z])$", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\b[ap]\.m$", re.IGNORECASE)
_BREATH: Final = re.compile(r"[,;:]\s|\s(?:and|but|so|then|because)\s", re.IGNORECASE)


class Span(NamedTuple):
    """`start` inclusive, `end` exclusive, in code points of the text it was made from."""

    start: int
    end: int


def clean(text: str) -> str:
    """The text without NUL and lone surrogates, which no tokenizer takes; code point for code point."""
    return _UNREADABLE.sub("\ufffd", text)


def fold(text: str) -> str:
    """The text in lower case with plain quotation marks and nothing unreadable; code point for code point."""
    plain = clean(text).translate(_PLAIN_MARKS)
    lower = plain.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := mark.lower()) == 1 else mark for mark in plain)


def sentences(text: str) -> list[Span]:
    """The sentences in order, none longer than `LONGEST`; together they hold every mark that is not white space."""
    spans: list[Span] = []
    start = 0
    for stop in (*_stops(text), len(text)):
        spans.extend(_pieces(text, start, stop))
        start = stop
    return spans


def clauses(text: str, sentence: Span) -> list[Span]:
    """The sentence cut where the acting person changes ("I asked him | he went cold"), else the sentence alone.

    Between two clauses stands their joint ("and", "; ") and nothing else.
    """
    folded = fold(text[sentence.start : sentence.end])
    parts: list[Span] = []
    begin = 0
    for joint in JOINT.finditer(folded):
        quoting = QUOTES.search(folded, begin, joint.start()) or folded.count('"', 0, joint.start()) % 2
        if not quoting and not PURPOSE.match(folded, joint.start()):
            parts.append(Span(begin, joint.start()))
            begin = joint.end()
    parts.append(Span(begin, len(folded)))
    joined: list[Span] = []
    for part in parts:
        if joined and actor(folded[part.start : part.end]) == actor(folded[joined[-1].start : joined[-1].end]):
            part = Span(joined.pop().start, part.end)
        joined.append(part)
    if any(folded[part.start : part.end].strip().count(" ") == 0 for part in joined):
        return [sentence]
    shifted = (_trimmed(text, sentence.start + part.start, sentence.start + part.end) for part in joined)
    return [span for span in shifted if span is not None]


def _stops(text: str) -> Iterator[int]:
    """Where a sentence ends: after a full stop and the like, or at a line's end, but not inside a short quotation."""
    quotations = _QUOTED.finditer(text)
    quotation = next(quotations, None)
    for stop in _STOP.finditer(text):
        while quotation is not None and quotation.end() < stop.end():
            quotation = next(quotations, None)
        inside = quotation is not None and quotation.start() < stop.start() and stop.end() < quotation.end()
        if not inside and not _goes_on(text, stop):
            yield stop.end()


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether the sentence runs on here: "Dr. Osei", "at 3 a.m. and", "well... maybe", '"Fine?" he said'."""
    marks, next_mark = stop.group(), text[stop.end() : stop.end() + 2].strip()[:1]
    before = text[max(0, stop.start() - 12) : stop.start()]
    if marks == ".":
        return bool(_TITLE.search(before)) or (bool(_CLOCK.search(before)) and not next_mark.isupper())
    pausing = marks.startswith(("..", "…")) or marks[-1] in "\"'”’)"
    return pausing and next_mark.islower()


def _pieces(text: str, start: int, stop: int) -> Iterator[Span]:
    """One sentence, trimmed, or its pieces of at most `LONGEST` marks, cut at a breath, else at a space, else hard."""
    whole = _trimmed(text, start, stop)
    while whole is not None and whole.end - whole.start > LONGEST:
        limit = whole.start + LONGEST
        breaths = [breath.start() + 1 for breath in _BREATH.finditer(text, whole.start + LONGEST // 3, limit)]
        spaces = [at for at in range(limit, whole.start, -1) if text[at - 1].isspace()][:1]
        cut = (breaths[-1:] or spaces or [limit])[0]
        piece = _trimmed(text, whole.start, cut)
        if piece is not None:
            yield piece
        whole = _trimmed(text, cut, whole.end)
    if whole is not None:
        yield whole


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its edges, or None when there is nothing else in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
