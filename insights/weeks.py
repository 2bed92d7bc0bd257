"""What one week says, as pure arithmetic over entries that were read: counts with their denominators, never a score.

Only the writer's own, enacted behaviour counts. What others did stands apart, and an urge that was let pass counts as
steadying oneself, never as the old pattern. The unit is the entry: a pattern noted twice in one entry counts once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from insights import wording
from insights.acts import Act, Entry, gather
from insights.intervals import wilson
from insights.isoweeks import name_week
from journal.vocabulary import FAMILY_OF, NAMES, PATTERNS, SECURE

ENOUGH: Final = 5
"""Below this many read entries a week says counts, but never how often (domain.md B.5)."""

DAYS: Final = 7


class Coverage(msgspec.Struct, frozen=True):
    """How much of the week there is to go by; `waiting` entries are still being read.

    When readers of several versions read the week, `older` entries are not yet of the newest one, and `again` of them
    are being read again; `readers` says so.
    """

    entries: int
    days: int
    of_days: int
    waiting: int
    sentence: str
    older: int = 0
    again: int = 0
    readers: str = ""


class MoodPoint(msgspec.Struct, frozen=True):
    """One mood, 1…5, of one entry; days without one stay open."""

    day: date
    mood: int
    entry: UUID


class Mark(msgspec.Struct, frozen=True):
    """A day on which a pattern was done, resisted, or done by somebody else; a day may carry several marks."""

    day: date
    mark: Literal["done", "resisted", "theirs"]


class WeekRow(msgspec.Struct, frozen=True):
    """One pattern: done in `entries` of the `of` entries read, Wilson 95 % interval `low`…`high` as shares."""

    pattern: str
    family: str
    name: str
    entries: int
    of: int
    low: float
    high: float
    resisted: int
    days: tuple[Mark, ...]
    sentence: str


class Moment(msgspec.Struct, frozen=True):
    """A secure moment in the writer's own words."""

    day: date
    entry: UUID
    tag: UUID
    pattern: str
    quote: str


class Urges(msgspec.Struct, frozen=True):
    """Of the urges felt (one per pattern and entry), how many were let pass."""

    felt: int
    resisted: int
    sentence: str


class TheirRow(msgspec.Struct, frozen=True):
    """What somebody else did, apart from the writer's own rows and without a word about who they are."""

    pattern: str
    family: str
    name: str
    entries: int
    of: int


class Because(msgspec.Struct, frozen=True):
    """Words that a suggestion rests on."""

    day: date
    entry: UUID
    quote: str


class Suggestion(msgspec.Struct, frozen=True):
    """One exercise with the reason it was chosen. Gates are decided on the device alone."""

    exercise: str
    title: str
    minutes: int
    pattern: str
    reason: str
    gates: tuple[str, ...]
    because: tuple[Because, ...]


class Week(msgspec.Struct, frozen=True):
    """Everything that one week says. `engine` names the readers whose findings it counts."""

    week: str
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")
    engine: str
    coverage: Coverage
    moods: tuple[MoodPoint, ...]
    secure: tuple[WeekRow, ...]
    patterns: tuple[WeekRow, ...]
    moments: tuple[Moment, ...]
    urges: Urges
    theirs: tuple[TheirRow, ...]
    suggestions: tuple[Suggestion, ...]
    enough: bool
    sentence: str


def build(monday: date, entries: Iterable[Entry]) -> Week:
    """The week from `monday` to the Sunday after it, without suggestions. Entries of other days are left out."""
    sunday = monday + timedelta(days=DAYS - 1)
    within = {entry.id: entry for entry in entries if monday <= entry.day <= sunday}
    ordered = sorted(within.values(), key=lambda entry: (entry.day, entry.written_at, entry.id))
    read = [entry for entry in ordered if entry.read]
    acts = gather(ordered)
    rows = _rows(acts, len(read))
    secure = tuple(row for row in rows if row.pattern in SECURE)
    patterns = tuple(row for row in rows if row.pattern not in SECURE)
    steady = len({act.entry for act in acts if act.pattern in SECURE and act.became == "done"})
    coverage = _coverage(ordered)
    return Week(
        week=name_week(monday),
        first=monday,
        last=sunday,
        engine=", ".join(sorted({entry.engine for entry in read})),
        coverage=coverage,
        moods=tuple(MoodPoint(entry.day, entry.mood, entry.id) for entry in ordered if entry.mood is not None),
        secure=secure,
        patterns=patterns,
        moments=_moments(acts),
        urges=_urges(acts),
        theirs=_theirs(acts, len(read)),
        suggestions=(),
        enough=len(read) >= ENOUGH,
        sentence=wording.say_week(
            coverage.entries,
            coverage.waiting,
            len(read),
            len(read) >= ENOUGH,
            steady,
            patterns[0] if patterns else None,
        ),
    )


def _coverage(entries: Sequence[Entry]) -> Coverage:
    days, waiting = len({entry.day for entry in entries}), sum(entry.waiting for entry in entries)
    older, again = count_older(entries)
    return Coverage(
        entries=len(entries),
        days=days,
        of_days=DAYS,
        waiting=waiting,
        sentence=wording.say_coverage(days, DAYS, waiting),
        older=older,
        again=again,
        readers=wording.say_readers(older, again, len(entries)),
    )


def count_older(entries: Sequence[Entry]) -> tuple[int, int]:
    """How many entries were read by another reader than looked at one of them last, and how many of these are being
    read again. Both are 0 where one reader read all."""
    looks = [(entry.looked_at, entry.looked_by) for entry in entries if entry.looked_at is not None]
    if not looks:
        return 0, 0
    newest = max(looks)[1]
    older = [entry for entry in entries if entry.engine not in ("", newest)]
    return len(older), sum(entry.looked_by != newest and entry.renewed for entry in older)


def _rows(acts: Sequence[Act], of: int) -> list[WeekRow]:
    """A row for each pattern that the writer did or let pass, most frequent first."""
    by_pattern: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_pattern[act.pattern].append(act)
    mine = (pattern for pattern, own in by_pattern.items() if {act.became for act in own} & {"done", "resisted"})
    rows = [_row(pattern, by_pattern[pattern], of) for pattern in mine]
    return sorted(rows, key=lambda row: (-row.entries, -row.resisted, PATTERNS.index(row.pattern)))


def _row(pattern: str, acts: Sequence[Act], of: int) -> WeekRow:
    done = len({act.entry for act in acts if act.became == "done"})
    resisted = len({act.entry for act in acts if act.became == "resisted"})
    low, high = wilson(done, of)
    marks: tuple[Literal["done", "resisted", "theirs"], ...] = ("done", "resisted", "theirs")
    found = {(act.day, act.became) for act in acts}
    return WeekRow(
        pattern=pattern,
        family=FAMILY_OF[pattern],
        name=NAMES[pattern],
        entries=done,
        of=of,
        low=round(low, 2),
        high=round(high, 2),
        resisted=resisted,
        days=tuple(
            Mark(day, mark) for day in sorted({day for day, _ in found}) for mark in marks if (day, mark) in found
        ),
        sentence=wording.say_row(done, of, low, high, resisted, of >= ENOUGH),
    )


def _moments(acts: Sequence[Act]) -> tuple[Moment, ...]:
    """Secure moments in the order they were written; the same words are shown once."""
    seen: set[tuple[UUID, str, str]] = set()
    moments = []
    for act in acts:
        same = (act.entry, act.pattern, act.quote)
        if act.pattern in SECURE and act.became == "done" and same not in seen:
            seen.add(same)
            moments.append(Moment(act.day, act.entry, act.tag, act.pattern, act.quote))
    return tuple(moments)


def _urges(acts: Sequence[Act]) -> Urges:
    felt = {(act.entry, act.pattern) for act in acts if act.became in ("urge", "resisted")}
    resisted = {(act.entry, act.pattern) for act in acts if act.became == "resisted"}
    return Urges(len(felt), len(resisted), wording.say_urges(len(felt), len(resisted)))


def _theirs(acts: Sequence[Act], of: int) -> tuple[TheirRow, ...]:
    entries: dict[str, set[UUID]] = defaultdict(set)
    for act in acts:
        if act.became == "theirs":
            entries[act.pattern].add(act.entry)
    ordered = sorted(entries, key=lambda pattern: (-len(entries[pattern]), PATTERNS.index(pattern)))
    return tuple(TheirRow(slug, FAMILY_OF[slug], NAMES[slug], len(entries[slug]), of) for slug in ordered)
