from datetime import date, timedelta

import pytest

from insights.isoweeks import monday_of, name_week, parse_week, sunday_of


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 16), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2024, 2, 29), "2024-W09"),
    ],
)
def test_a_day_lies_in_its_iso_week(day: date, name: str) -> None:
    assert name_week(day) == name


def test_a_name_leads_back_to_its_monday_for_every_day_of_ten_years() -> None:
    for offset in range(3653):
        day = date(2020, 1, 1) + timedelta(days=offset)
        assert parse_week(name_week(day)) == monday_of(day)
        assert monday_of(day) <= day <= sunday_of(day)


@pytest.mark.parametrize(
    "text",
    ["", "2026-47", "2026-W0", "2026-W00", "2026-W54", "2025-W53", "2026-w47", "0001-W01", "9999-W52", "2026-W47 "],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no week"):
        parse_week(text)


def test_the_bounds_are_1990_and_the_end_of_the_third_millennium() -> None:
    assert parse_week("1990-W01") == date(1990, 1, 1)
    with pytest.raises(ValueError, match="out of bounds"):
        parse_week("1989-W52")
