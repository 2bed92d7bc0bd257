"""When reminders ring: on the clock of the person's own zone, at most once a day, never in quiet hours."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import timetable
from journal.timetable import DAY, LATE, MINUTE, Plan, Quiet, Reminder, minutes, moments_on, next_moment, settle, until

ID = UUID(int=1)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
BERLIN = ZoneInfo("Europe/Berlin")
# Skips an hour and repeats one; by half an hour; at midnight; the other half of the year; never; ahead; behind.
ZONES = (
    "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "America/Santiago", "Asia/Kolkata", "Pacific/Kiritimati",
    "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu", "Africa/Cairo",
)  # fmt: skip
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # in Berlin


def first(_: int) -> int:
    return 0


def a_reminder(start: str, end: str | None = None, days: tuple[int, ...] = EVERY_DAY, *, on: bool = True) -> Reminder:
    return Reminder(id=ID, start=start, end=end, days=days, on=on)


def shown(moments: list[datetime], zone: ZoneInfo = BERLIN) -> list[str]:
    return [moment.astimezone(zone).strftime("%H:%M%z") for moment in moments]


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


minute_of_day = st.integers(0, 24 * 60 - 1)
zones = st.sampled_from(ZONES).map(ZoneInfo)
nows = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
picks: st.SearchStrategy[Callable[[int], int]] = st.integers(0, 10_000).map(lambda chance: lambda count: chance % count)
weekdays = st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))


@st.composite
def reminders(draw: st.DrawFn) -> Reminder:
    start = draw(minute_of_day)
    length = draw(st.none() | st.integers(1, 300))
    end = None if length is None or start + length >= 24 * 60 else clock(start + length)
    return a_reminder(clock(start), end, draw(weekdays))


@st.composite
def quiets(draw: st.DrawFn) -> Quiet | None:
    start, length = draw(minute_of_day), draw(st.integers(1, 600))
    quiet = Quiet(start=clock(start), end=clock((start + length) % (24 * 60)))
    return draw(st.sampled_from([None, quiet]))


def test_a_fixed_time_is_that_minute() -> None:
    assert shown(moments_on(date(2026, 6, 1), a_reminder("08:30"), None, BERLIN)) == ["08:30+0200"]


def test_a_window_is_every_minute_from_its_first_to_its_last() -> None:
    found = moments_on(date(2026, 6, 1), a_reminder("09:00", "11:00"), None, BERLIN)
    assert (len(found), shown(found[:1]), shown(found[-1:])) == (121, ["09:00+0200"], ["11:00+0200"])


def test_quiet_hours_are_cut_out_also_over_midnight() -> None:
    day, quiet = date(2026, 6, 1), Quiet(start="22:00", end="07:00")
    assert shown(moments_on(day, a_reminder("21:58", "23:00"), quiet, BERLIN)) == ["21:58+0200", "21:59+0200"]
    assert shown(moments_on(day, a_reminder("06:00", "07:00"), quiet, BERLIN)) == ["07:00+0200"]
    assert moments_on(day, a_reminder("23:30"), quiet, BERLIN) == []


def test_a_time_that_spring_skips_rings_when_the_clock_has_jumped() -> None:
    assert shown(moments_on(SPRING, a_reminder("02:30"), None, BERLIN)) == ["03:00+0200"]
    assert shown(moments_on(SPRING, a_reminder("02:10", "02:50"), None, BERLIN)) == ["03:00+0200"]
    assert len(moments_on(SPRING, a_reminder("01:30", "03:29"), None, BERLIN)) == 60


def test_a_time_that_autumn_repeats_rings_once() -> None:
    assert shown(moments_on(AUTUMN, a_reminder("02:30"), None, BERLIN)) == ["02:30+0200"]
    twice = moments_on(AUTUMN, a_reminder("02:10", "02:11"), None, BERLIN)
    assert shown(twice) == ["02:10+0200", "02:11+0200", "02:10+0100", "02:11+0100"]


def test_a_day_that_a_country_left_out_has_no_moment() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert moments_on(date(2011, 12, 30), a_reminder("09:00", "10:00"), None, apia) == []
    now = datetime(2011, 12, 29, 20, tzinfo=apia)
    found = next_moment(Plan(a_reminder("09:00")), None, apia, now, first)
    assert found is not None
    assert found.astimezone(apia).date() == date(2011, 12, 31)


def test_one_that_is_off_and_one_that_quiet_hours_cover_never_ring() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    assert next_moment(Plan(a_reminder("09:00", on=False)), None, BERLIN, now, first) is None
    assert next_moment(Plan(a_reminder("23:00")), Quiet(start="22:00", end="07:00"), BERLIN, now, first) is None


def test_chance_reaches_every_minute_of_a_window() -> None:
    now, plan = datetime(2026, 6, 1, tzinfo=UTC), Plan(a_reminder("09:00", "09:02"))

    def at(place: int) -> datetime | None:
        return next_moment(plan, None, BERLIN, now, lambda count: place if count == 3 else -1)

    assert shown([moment for moment in map(at, range(3)) if moment]) == ["09:00+0200", "09:01+0200", "09:02+0200"]


@settings(deadline=None)
@given(reminders(), quiets(), zones, nows, picks)
def test_what_rings_lies_in_its_window_on_its_day_and_outside_quiet_hours(
    reminder: Reminder, quiet: Quiet | None, zone: ZoneInfo, now: datetime, pick: Callable[[int], int]
) -> None:
    moment = next_moment(Plan(reminder), quiet, zone, now, pick)
    if moment is None:
        return
    local = moment.astimezone(zone)
    minute, start = local.hour * 60 + local.minute, minutes(reminder.start)
    assert moment > now
    assert local.isoweekday() in reminder.days
    assert quiet is None or not quiet.covers(minute)
    jumped = (moment - MINUTE).astimezone(zone).utcoffset() != local.utcoffset()
    assert start <= minute <= minutes(reminder.end or reminder.start) or (jumped and minute > start)


@settings(deadline=None)
@given(reminders(), zones, nows, picks)
def test_without_quiet_hours_every_chosen_day_has_its_moment(
    reminder: Reminder, zone: ZoneInfo, now: datetime, pick: Callable[[int], int]
) -> None:
    plan, rung = Plan(reminder), []
    first_day = now.astimezone(zone).date() + DAY
    plan.settled = first_day - DAY
    for _ in range(14):
        plan.due = next_moment(plan, None, zone, now, pick)
        assert plan.due is not None
        now = plan.due
        assert settle([plan], None, zone, now, pick) == [reminder]
        rung.append(now.astimezone(zone).date())
    days = [first_day + DAY * ahead for ahead in range(14 * 7 + 7)]
    assert rung == [day for day in days if day.isoweekday() in reminder.days][:14]


@st.composite
def journeys(draw: st.DrawFn) -> list[tuple[int, str]]:
    """Minutes until the worker looks again (it may be away for days), and the zone that the person is in by then."""
    return draw(st.lists(st.tuples(st.integers(1, 3000), st.sampled_from(ZONES)), min_size=1, max_size=60))


@settings(deadline=None, max_examples=60)
@given(reminders(), quiets(), nows, journeys(), picks)
def test_wherever_the_person_flies_and_however_often_the_worker_is_away_no_day_has_two(
    reminder: Reminder, quiet: Quiet | None, now: datetime, journey: list[tuple[int, str]], pick: Callable[[int], int]
) -> None:
    plan, zone, rung = Plan(reminder), ZoneInfo("UTC"), list[date]()
    plan.due = next_moment(plan, quiet, zone, now, pick)
    for pause, name in journey:
        moments = [now + MINUTE * pause]
        if plan.due and plan.due < moments[0]:  # the worker looks on time too, or a little late
            moments.insert(0, plan.due + MINUTE * (pause % 40))
        for now in sorted(moments):
            if settle([plan], quiet, zone, now, pick):
                local = now.astimezone(zone)
                assert local.isoweekday() in reminder.days
                assert quiet is None or not quiet.covers(local.hour * 60 + local.minute)
                rung.append(local.date())
        if ZoneInfo(name) is not zone:
            zone = ZoneInfo(name)
            plan.due = next_moment(plan, quiet, zone, now, pick)
    assert rung == sorted(set(rung))


@pytest.mark.parametrize(("late", "rings"), [(0, True), (30, True), (31, False), (60 * 24, False)])
def test_what_comes_too_late_is_let_pass(late: int, rings: bool) -> None:
    due = datetime(2026, 6, 1, 9, tzinfo=BERLIN)
    plan = Plan(a_reminder("09:00"), due)
    assert bool(settle([plan], None, BERLIN, due + timedelta(minutes=late), first)) is rings
    assert plan.settled == date(2026, 6, 1)
    assert plan.due is not None
    assert plan.due > due + timedelta(minutes=late)


def test_what_is_late_rings_neither_in_quiet_hours_nor_on_another_day() -> None:
    evening, quiet = datetime(2026, 6, 1, 21, 55, tzinfo=BERLIN), Quiet(start="22:00", end="07:00")
    assert settle([Plan(a_reminder("21:55"), evening)], quiet, BERLIN, evening + MINUTE * 5, first) == []
    night = datetime(2026, 6, 1, 23, 50, tzinfo=BERLIN)
    assert settle([Plan(a_reminder("23:50"), night)], None, BERLIN, night + MINUTE * 10, first) == []


@settings(deadline=None)
@given(quiets(), zones, nows)
def test_what_is_delivered_late_is_so_on_the_same_day_and_before_quiet_hours(
    quiet: Quiet | None, zone: ZoneInfo, now: datetime
) -> None:
    last = until(quiet, zone, now)
    assert now <= last <= now + LATE
    between = [now + MINUTE * step for step in range(1, int((last - now) / MINUTE) + 1)]
    assert {moment.astimezone(zone).date() for moment in between} <= {now.astimezone(zone).date()}
    assert not any(timetable.is_quiet(moment, quiet, zone) for moment in between)


def test_it_is_worth_delivering_until_midnight_and_until_quiet_hours() -> None:
    night, evening = datetime(2026, 6, 1, 23, 50, tzinfo=BERLIN), datetime(2026, 6, 1, 21, 50, tzinfo=BERLIN)
    quiet = Quiet(start="22:00", end="07:00")
    lasts = [until(None, BERLIN, night), until(quiet, BERLIN, evening), until(None, BERLIN, evening)]
    assert shown(lasts) == ["23:59+0200", "21:59+0200", "22:20+0200"]
