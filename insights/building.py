"""Weeks that are behind: found by the numbers of the feed, rebuilt by the worker and on read.

A rebuilt week is written only if it says something new, so that a rebuild is no news to any phone.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import F, Q, QuerySet

from accounts.models import User, new_id
from accounts.vault import Unreadable
from insights import practising, recommend, weeks
from insights.acts import Act, gather
from insights.exercises import library
from insights.isoweeks import monday_of, sunday_of
from insights.models import Practice, WeeklyInsight, WeekMark
from insights.practising import WeekContent
from insights.recommend import Done
from insights.weeks import Week
from journal import feed, queries
from journal.models import Feed

AT_ONCE: Final = 8
"""Weeks of one transaction: a rebuild of years must not hold up the person's next save for long."""


def behind() -> QuerySet[Feed]:
    """The feeds that moved on since their owner's weeks were looked at."""
    return Feed.objects.filter(Q(owner__week_mark__isnull=True) | Q(seq__gt=F("owner__week_mark__seq")))


def refresh(owner: User, first: date = date.min, last: date = date.max) -> None:
    """Bring the weeks of `owner` up to date that lie (even partly) between two days, the newest first."""
    if not behind().filter(owner=owner).exists():
        return
    mark, _ = WeekMark.objects.get_or_create(owner=owner)
    days, seq = _changed_since(owner.pk, mark.seq)
    mondays = sorted({monday_of(day) for day in days}, reverse=True)
    wanted = [monday for monday in mondays if monday <= last and sunday_of(monday) >= first]
    for some in _in_batches(wanted):
        with feed.writing(owner.pk) as writing:
            history = practising.history(owner)  # held still, so that a slower rebuild cannot bring back an older one
            for monday in some:
                _rebuild(writing, owner, monday, history)
    if len(wanted) == len(mondays):
        # Another process may have looked further meanwhile: the mark only moves forward.
        WeekMark.objects.filter(owner=owner, seq__lt=seq).update(seq=seq)


def read_weeks(owner: User, first: date, last: date) -> list[Week]:
    """The weeks with entries whose Mondays lie between two days, brought up to date, newest first."""
    refresh(owner, first, sunday_of(last))
    rows = WeeklyInsight.objects.filter(owner=owner, deleted=False, local_day__range=(first, last))
    return [_open(owner, row) for row in rows.order_by("-local_day")]


def read_week(owner: User, monday: date) -> Week:
    """The week from `monday`, brought up to date; a week without entries says so."""
    return next(iter(read_weeks(owner, monday, monday)), weeks.build(monday, []))


def _open(owner: User, row: WeeklyInsight) -> Week:
    """What is kept of a week; one that cannot be opened is made anew from its entries."""
    held = _held(row)
    return held.week if held else compute(owner, row.local_day, practising.history(owner))


def read_words(owner: User, monday: date) -> dict[UUID, Act]:
    """The words of the week from `monday` that its owner may pick for a page, by tag: what they did or let pass.

    An urge that was let pass stands under steadying oneself."""
    found = gather(queries.entries_between(owner, monday, sunday_of(monday)))
    return {act.tag: act for act in found if act.became in ("done", "resisted")}


def compute(owner: User, monday: date, history: Sequence[Done]) -> Week:
    """The week as it is now, with its suggestions."""
    entries = queries.entries_between(owner, monday, sunday_of(monday))
    week = weeks.build(monday, entries)
    known = [done for done in history if done.day <= week.last]
    return msgspec.structs.replace(week, suggestions=recommend.suggest(gather(entries), library(), known))


def _changed_since(owner: UUID, seq: int) -> tuple[frozenset[date], int]:
    days, counter = queries.changed_since(owner, seq)
    practised = set(Practice.objects.filter(owner_id=owner, seq__gt=seq).values_list("local_day", flat=True))
    return days | practised | _later_weeks(owner, practised), counter


def _later_weeks(owner: UUID, practised: set[date]) -> set[date]:
    """The weeks after a practice: how it felt bears on what they suggest."""
    if not practised:
        return set()
    held = WeeklyInsight.objects.filter(owner_id=owner, deleted=False, local_day__gt=min(practised))
    return set(held.values_list("local_day", flat=True))


def _in_batches(mondays: Sequence[date]) -> Iterator[list[date]]:
    rest = iter(mondays)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _rebuild(writing: feed.Writing, owner: User, monday: date, history: Sequence[Done]) -> None:
    record = WeeklyInsight.objects.filter(owner=owner, local_day=monday).first()
    week = compute(owner, monday, history)
    content = WeekContent(week) if week.coverage.entries else None
    if content == _held(record):
        return
    if record is None:
        record = WeeklyInsight(owner=owner, uid=new_id(), local_day=monday, version=0)
    record.version += 1
    writing.write(record, content, deleted=content is None)


def _held(record: WeeklyInsight | None) -> WeekContent | None:
    """What is kept of a week; None for a week without entries, and for one that cannot be opened any more."""
    if record is None or record.deleted:
        return None
    try:
        return record.unseal(WeekContent)
    except Unreadable:
        return None
