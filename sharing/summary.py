"""The page that a client shares: one pure function makes the client's preview and what the therapist gets.

What was left out and what was never there look the same.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from insights.acts import Act
from insights.weeks import Coverage, Week, WeekRow

ABOUT: Final = "Self-chosen entries, not a sample. Nobody watches this page between sessions."
NOTE_MAX: Final = 2000
QUOTES_MAX: Final = 20

Part = Literal["moods", "secure", "patterns", "urges", "exercise"]
EVERY_PART: Final[tuple[Part, ...]] = ("moods", "secure", "patterns", "urges", "exercise")


class Choice(msgspec.Struct, frozen=True):
    """What the client wants on the page: their own line, the parts, and the tags whose words may be quoted."""

    note: Annotated[str, msgspec.Meta(max_length=NOTE_MAX)] = ""
    include: tuple[Part, ...] = EVERY_PART
    quotes: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=QUOTES_MAX)] = ()


class SummaryCoverage(msgspec.Struct, frozen=True):
    entries: int
    days: int
    of_days: int
    sentence: str
    readers: str = ""


class SummaryRow(msgspec.Struct, frozen=True):
    """One pattern: in `entries` of the `of` entries read, with the words that the client picked."""

    name: str
    entries: int
    of: int
    sentence: str
    quotes: tuple[str, ...]


class SummaryUrges(msgspec.Struct, frozen=True):
    felt: int
    resisted: int
    sentence: str


class SummaryMood(msgspec.Struct, frozen=True):
    day: date
    mood: int


class SummaryExercise(msgspec.Struct, frozen=True):
    title: str
    reason: str


class Summary(msgspec.Struct, frozen=True):
    """One week on one page: the client's line first, then coverage, then steady moments."""

    week: str
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")
    note: str
    about: str
    coverage: SummaryCoverage
    secure: tuple[SummaryRow, ...]
    patterns: tuple[SummaryRow, ...]
    urges: SummaryUrges | None
    moods: tuple[SummaryMood, ...]
    exercise: SummaryExercise | None
    engine: str


def compose(week: Week, words: Mapping[UUID, Act], choice: Choice, practised: Collection[str]) -> Summary:
    """The page of `week` that `choice` describes. `words` are those that may be quoted, by tag; `practised` are the
    exercises done in that week."""
    chosen = [words[tag] for tag in dict.fromkeys(choice.quotes) if tag in words]
    wanted = frozenset(choice.include)
    coverage, urges = week.coverage, week.urges
    return Summary(
        week=week.week,
        first=week.first,
        last=week.last,
        note=choice.note,
        about=ABOUT,
        coverage=_coverage(coverage),
        secure=_rows(week.secure if "secure" in wanted else (), chosen),
        patterns=_rows(week.patterns if "patterns" in wanted else (), chosen),
        urges=SummaryUrges(urges.felt, urges.resisted, urges.sentence) if "urges" in wanted and urges.felt else None,
        moods=tuple(SummaryMood(point.day, point.mood) for point in week.moods if "moods" in wanted),
        exercise=_exercise(week, practised) if "exercise" in wanted else None,
        engine=week.engine,
    )


def write(summary: Summary) -> bytes:
    """The page as it is previewed, kept and given: these bytes and no others."""
    return msgspec.json.encode(summary)


def _coverage(coverage: Coverage) -> SummaryCoverage:
    """How much there is to go by. A page is frozen, so what changes later is said of later pages."""
    older, of = coverage.older, coverage.entries
    readers = (
        f"{older} of {of} entries {'was' if older == 1 else 'were'} read by an older reader when this page was made; "
        "a later page may count differently."
    )
    return SummaryCoverage(of, coverage.days, coverage.of_days, coverage.sentence, readers if older else "")


def _rows(rows: Iterable[WeekRow], chosen: Iterable[Act]) -> tuple[SummaryRow, ...]:
    picked = list(chosen)
    return tuple(
        SummaryRow(
            row.name,
            row.entries,
            row.of,
            row.sentence,
            tuple(act.quote for act in picked if act.pattern == row.pattern),
        )
        for row in rows
    )


def _exercise(week: Week, practised: Collection[str]) -> SummaryExercise | None:
    """What was suggested and done; else what no device would have held back. The device alone knows the gates, so a
    gated exercise that was not done may never have been shown."""
    done = [each for each in week.suggestions if each.exercise in practised]
    open_to_all = [each for each in week.suggestions if not each.gates]
    for each in (*done, *open_to_all):
        return SummaryExercise(each.title, each.reason)
    return None
