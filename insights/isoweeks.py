"""ISO weeks as people write them: `2026-W47` is the week from Monday the 16th to Sunday the 22nd of November 2026."""

import re
from datetime import date, timedelta

_SHAPE = re.compile(r"(\d{4})-W(\d{2})")
WEEK = timedelta(days=7)
EARLIEST = date(1990, 1, 1)
LATEST = date(2999, 12, 30)


def name_week(day: date) -> str:
    """The week that `day` lies in. The year is the ISO year: 2027-01-01 lies in 2026-W53."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def monday_of(day: date) -> date:
    """The first day of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    """The last day of the week that `day` lies in."""
    return monday_of(day) + timedelta(days=6)


def parse_week(text: str) -> date:
    """The Monday of a week's name. Raises ValueError when there is no such week, or not from 1990 on."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError("no week: a week looks like 2026-W47")
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise ValueError("no week: that year has fewer") from None
    if not EARLIEST <= monday <= LATEST:
        raise ValueError("no week: out of bounds")
    return monday
