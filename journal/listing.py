"""Lists of entries for the conventional routes. What is sealed can only be filtered once it is open, so at most 500
rows are opened for one page; a page may therefore be short, or empty, and still have a next one."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Q

from accounts.models import User
from accounts.vault import SealedModel, Unreadable
from journal.documents import TagContent
from journal.kinds import ENTRY, READING
from journal.models import Entry, Reading
from journal.verdicts import hear

OPENED_MAX = 500
Position = tuple[date, int]
log = logging.getLogger("holdfast.journal")


@dataclass(frozen=True, slots=True)
class Filter:
    first: date | None = None
    last: date | None = None
    pattern: str | None = None
    family: str | None = None
    mood: int | None = None
    person: UUID | None = None
    words: str | None = None

    @property
    def looks_inside(self) -> bool:
        return any(value is not None for value in (self.pattern, self.family, self.mood, self.person, self.words))


@dataclass(frozen=True, slots=True)
class Page:
    entries: list[dict[str, Any]]
    next: Position | None


def list_entries(owner: User, wanted: Filter, limit: int, after: Position | None) -> Page:
    """A page of entries, newest day first, in two queries."""
    rows = Entry.objects.filter(owner=owner, deleted=False)
    if wanted.first:
        rows = rows.filter(local_day__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(local_day__lte=wanted.last)
    if after:
        rows = rows.filter(Q(local_day__lt=after[0]) | Q(local_day=after[0], pk__lt=after[1]))
    most = OPENED_MAX if wanted.looks_inside else limit
    found = list(rows.order_by("-local_day", "-pk")[: most + 1])
    readings = _readings(found[:most])
    shown: list[dict[str, Any]] = []
    for row in found[:most]:
        entry = _open(row, readings.get(row.pk))
        if entry and matches(entry, wanted):
            shown.append(entry)
        if len(shown) == limit:
            return Page(shown, (row.local_day, row.pk) if row is not found[-1] else None)
    return Page(shown, (found[most - 1].local_day, found[most - 1].pk) if len(found) > most else None)


def _open(row: Entry, reading: Reading | None) -> dict[str, Any] | None:
    """The entry as it is shown; None when it cannot be opened, which must not hold up the others."""
    try:
        return show(row, READING.document(reading) if reading else None)
    except Unreadable:
        log.error("an entry cannot be opened", extra={"entry": row.pk})
        return None


def _readings(rows: Iterable[Entry]) -> dict[int, Reading]:
    versions = {row.pk: row.version for row in rows}
    found = Reading.objects.filter(entry__in=list(versions), deleted=False)
    return {row.entry_id: row for row in found if row.content_version == versions[row.entry_id]}


def show(entry: SealedModel, reading: dict[str, Any] | None) -> dict[str, Any]:
    """An entry as the conventional routes give it."""
    about = {"id": str(entry.uid), "version": entry.version, "seq": entry.seq, "reading": reading}
    return ENTRY.document(entry) | about


def matches(entry: dict[str, Any], wanted: Filter) -> bool:
    """Whether an opened entry fits."""
    tags = [hear(msgspec.convert(tag, TagContent)) for tag in (entry["reading"] or {"tags": []})["tags"]]
    return (
        (wanted.mood is None or entry["mood"] == wanted.mood)
        and (wanted.person is None or str(wanted.person) in entry["people"])
        and (wanted.words is None or wanted.words.casefold() in entry["text"].casefold())
        and (wanted.pattern is None or any(tag and tag.pattern == wanted.pattern for tag in tags))
        and (wanted.family is None or any(tag and tag.family == wanted.family for tag in tags))
    )


def defaults(owner: User, now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The document of a new entry with what a script may leave out: when, where and on which day."""
    zone = given.get("zone", owner.zone)
    written = given.get("written_at", now.isoformat())
    return {"written_at": written, "zone": zone, "local_day": _day(written, zone, now), "people": []} | given


def _day(written: object, zone: object, now: datetime) -> str:
    """The date on the clock of `zone` at that instant; nonsense is left for the document's own check to refuse."""
    try:
        instant = msgspec.convert(written, datetime)
        return instant.astimezone(ZoneInfo(str(zone))).date().isoformat()
    except (msgspec.ValidationError, ValueError, OverflowError, OSError, KeyError):
        return now.date().isoformat()
