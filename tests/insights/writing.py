"""Entries as a week sees them, with no more said than a test needs."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from insights.acts import Act

MONDAY = date(2026, 11, 16)


def day(number: int) -> date:
    """0 is the Monday of 2026-W47."""
    return MONDAY + timedelta(days=number)


@dataclass(frozen=True)
class Tag:
    pattern: str
    status: str = "enacted"
    holder: str = "self"
    quote: str = "these words"
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Entry:
    day: date = MONDAY
    tags: tuple[Tag, ...] = ()
    mood: int | None = None
    read: bool = True
    waiting: bool = False
    engine: str = "reader-1"
    looked_by: str = "reader-1"
    looked_at: datetime | None = datetime(2026, 11, 16, 21, tzinfo=UTC)
    renewed: bool = True
    written_at: datetime = datetime(2026, 11, 16, 20, tzinfo=UTC)
    id: UUID = field(default_factory=uuid4)


def looked(engine: str, by: str | None = None, hour: int = 21, renewed: bool = True) -> Entry:
    """An entry whose tags `engine` found and that `by` (or the same one) looked at last, at that hour of Monday."""
    at = datetime(2026, 11, 16, hour, tzinfo=UTC)
    return Entry(engine=engine, looked_by=by or engine, looked_at=at, renewed=renewed)


def act(pattern: str, on: int = 0, became: str = "done", quote: str = "these words", entry: UUID | None = None) -> Act:
    return Act(day(on), entry or uuid4(), uuid4(), pattern, became, quote)
