"""When a reminder rings: times of a clock in, instants out. No database, and chance comes in from outside.

A reminder rings at most once on each day of its owner's calendar. What is reckoned in is the minutes that the clock of
their zone really shows: an hour that is skipped in spring has none, one that comes twice in autumn has each twice.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LATE = timedelta(minutes=30)
"""How long after its moment a reminder may still ring: one that comes hours late reminds of nothing."""

AHEAD = 15
LAST_MINUTE = 24 * 60 - 1

Clock = Annotated[str, msgspec.Meta(pattern="^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", max_length=5)]
Weekday = Annotated[int, msgspec.Meta(ge=1, le=7)]
Pick = Callable[[int], int]
"""Gives a number from 0 up to, but not including, the one it is given."""


class Quiet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in which nothing rings; they may go over midnight. `to` itself is not one of them."""

    start: Clock = msgspec.field(name="from")
    end: Clock = msgspec.field(name="to")

    def covers(self, minute: int) -> bool:
        start, end = minutes(self.start), minutes(self.end)
        return start <= minute < end if start < end else minute >= start or minute < end


class Reminder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At `from`, or at some moment between `from` and `to`, on these days of the week (1 is Monday)."""

    id: UUID
    start: Clock = msgspec.field(name="from")
    days: Annotated[tuple[Weekday, ...], msgspec.Meta(min_length=1, max_length=7)]
    end: Clock | None = msgspec.field(name="to", default=None)
    unless_written: bool = False
    on: bool = True


class Plan(msgspec.Struct):
    """A reminder with its next moment, and the last day that was settled: it rang, or it was let pass."""

    reminder: Reminder
    due: datetime | None = None
    settled: date | None = None


def minutes(clock: str) -> int:
    """The minutes from midnight to this time of a clock."""
    return int(clock[:2]) * 60 + int(clock[3:])


def next_moment(plan: Plan, quiet: Quiet | None, zone: ZoneInfo, now: datetime, pick: Pick) -> datetime | None:
    """When `plan` rings next, after `now` and after the day that is settled. None where quiet hours cover it all."""
    if not plan.reminder.on:
        return None
    day = now.astimezone(zone).date()
    if plan.settled is not None:
        day = max(day, plan.settled + DAY)
    for _ in range(AHEAD):
        if day.isoweekday() in plan.reminder.days:
            moments = [moment for moment in moments_on(day, plan.reminder, quiet, zone) if moment > now]
            if moments:
                return moments[pick(len(moments))]
        day += DAY
    return None


def moments_on(day: date, reminder: Reminder, quiet: Quiet | None, zone: ZoneInfo) -> list[datetime]:
    """Every minute of `day` at which `reminder` may ring, in order. Where the clock jumps over all of them, the minute
    that it lands on; where it shows a fixed time twice, the first."""
    start = minutes(reminder.start)
    end = start if reminder.end is None else minutes(reminder.end)
    found = _showing(day, range(start, end + 1), zone)
    if not found:
        later = (_showing(day, [minute], zone) for minute in range(end + 1, LAST_MINUTE + 1))
        found = next((some for some in later if some), [])[:1]
    if reminder.end is None:
        found = found[:1]
    return [moment for moment in found if not is_quiet(moment, quiet, zone)]


def _showing(day: date, some: Iterable[int], zone: ZoneInfo) -> list[datetime]:
    """The instants at which the clock of `zone` shows one of these minutes of `day`."""
    found = set()
    for minute in some:
        shown = datetime.combine(day, time(minute // 60, minute % 60))
        for fold in (0, 1):
            instant = shown.replace(tzinfo=zone, fold=fold).astimezone(UTC)
            if instant.astimezone(zone).replace(tzinfo=None) == shown:
                found.add(instant)
    return sorted(found)


def is_quiet(moment: datetime, quiet: Quiet | None, zone: ZoneInfo) -> bool:
    local = moment.astimezone(zone)
    return quiet is not None and quiet.covers(local.hour * 60 + local.minute)


def settle(plans: Iterable[Plan], quiet: Quiet | None, zone: ZoneInfo, now: datetime, pick: Pick) -> list[Reminder]:
    """Settle every plan whose moment has come, plan its next one, and give those that ring now. What comes more than
    half an hour late, on another day or in quiet hours is let pass."""
    ringing = []
    today = now.astimezone(zone).date()
    for plan in plans:
        if plan.due is None or plan.due > now:
            continue
        day = plan.due.astimezone(zone).date()
        if now - plan.due <= LATE and day == today and not is_quiet(now, quiet, zone):
            ringing.append(plan.reminder)
        plan.settled = max(day, plan.settled) if plan.settled else day
        plan.due = next_moment(plan, quiet, zone, now, pick)
    return ringing


def until(quiet: Quiet | None, zone: ZoneInfo, now: datetime) -> datetime:
    """How long what rings `now` is worth delivering: for half an hour, on the same day, before quiet hours."""
    today, last = now.astimezone(zone).date(), now
    while last < now + LATE:
        after = last + MINUTE
        if after.astimezone(zone).date() != today or is_quiet(after, quiet, zone):
            break
        last = after
    return last
