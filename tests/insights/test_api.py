from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from insights.isoweeks import monday_of, name_week
from insights.models import Practice
from insights.tasks import build_stale_weeks
from journal import feed, sync
from tests.insights.keeping import keep, practise, tag
from tests.insights.writing import day

pytestmark = pytest.mark.django_db
As = Callable[[User | None], APIClient]

ROUTES = [
    "/api/v1/insights/weeks/",
    "/api/v1/insights/weeks/2026-W47/",
    "/api/v1/exercises/",
    "/api/v1/recommendations/",
    "/api/v1/practices/",
]
DOC = {
    "exercise": "five-senses",
    "local_day": "2026-11-18",
    "zone": "Europe/Berlin",
    "done_at": "2026-11-18T20:15:00+01:00",
    "before": 7,
    "after": None,
}


@pytest.fixture
def this_monday() -> date:
    return monday_of(timezone.now().date())


@pytest.mark.parametrize("route", ROUTES)
def test_only_clients_are_answered(as_: As, dr_osei: User, route: str) -> None:
    assert as_(None).get(route).status_code == 401
    assert as_(dr_osei).get(route).status_code == 403


def test_a_week_is_given_as_the_contract_says(as_: As, ana: User) -> None:
    first, second = tag("reassurance_seeking", quote="I asked again"), tag("trust", quote="I slept well")
    entry = keep(ana, day(0), first, mood=2)
    other = keep(ana, day(2), second, tag("withdrawal", holder="partner"))
    week = as_(ana).get("/api/v1/insights/weeks/2026-W47/").json()
    suggestions = week.pop("suggestions")
    assert week == {
        "week": "2026-W47",
        "from": "2026-11-16",
        "to": "2026-11-22",
        "engine": "reader-1",
        "coverage": {"entries": 2, "days": 2, "of_days": 7, "waiting": 0, "sentence": "You wrote on 2 of 7 days."}
        | {"older": 0, "again": 0, "readers": ""},
        "moods": [{"day": "2026-11-16", "mood": 2, "entry": str(entry.uid)}],
        "secure": [_row("trust", "secure", "Resting in trust", "2026-11-18")],
        "patterns": [_row("reassurance_seeking", "anxious", "Asking again", "2026-11-16")],
        "moments": [
            {
                "day": "2026-11-18",
                "entry": str(other.uid),
                "tag": str(second.id),
                "pattern": "trust",
                "quote": "I slept well",
            }
        ],
        "urges": {"felt": 0, "resisted": 0, "sentence": "No urges were noted."},
        "theirs": [{"pattern": "withdrawal", "family": "avoidant", "name": "Pulling back", "entries": 1, "of": 2}],
        "enough": False,
        "sentence": "You did something steady in 1 of 2 entries. What came up most: asking again, in 1 of 2. "
        "There are too few entries to say how often.",
    }
    assert [(each["exercise"], each["pattern"]) for each in suggestions] == [
        ("secure-person-picture", "trust"),
        ("savour-trust", "trust"),
        ("urge-surf-before-text", "reassurance_seeking"),
    ]
    assert suggestions[2]["because"] == [{"day": "2026-11-16", "entry": str(entry.uid), "quote": "I asked again"}]


def _row(pattern: str, family: str, name: str, on: str) -> dict[str, Any]:
    return {
        "pattern": pattern,
        "family": family,
        "name": name,
        "entries": 1,
        "of": 2,
        "low": 0.09,
        "high": 0.91,
        "resisted": 0,
        "days": [{"day": on, "mark": "done"}],
        "sentence": "In 1 of 2 entries. Too few entries to say how often.",
    }


def test_weeks_come_newest_first_between_two_weeks(as_: As, ana: User) -> None:
    for weeks_ago in range(4):
        keep(ana, day(0) - timedelta(weeks=weeks_ago))
    got = as_(ana).get("/api/v1/insights/weeks/?from=2026-W45&to=2026-W46").json()
    assert [week["week"] for week in got["results"]] == ["2026-W46", "2026-W45"]


def test_at_most_sixty_weeks_are_given(as_: As, ana: User) -> None:
    for weeks_ago in (0, 59, 60):
        keep(ana, day(0) - timedelta(weeks=weeks_ago))
    got = as_(ana).get("/api/v1/insights/weeks/?from=1990-W01&to=2026-W47").json()
    assert [week["week"] for week in got["results"]] == ["2026-W47", "2025-W40"]


def test_the_last_twelve_weeks_are_given_when_none_are_named(as_: As, ana: User, this_monday: date) -> None:
    keep(ana, this_monday)
    keep(ana, this_monday - timedelta(weeks=20))
    got = as_(ana).get("/api/v1/insights/weeks/").json()
    assert [week["week"] for week in got["results"]] == [name_week(this_monday)]


@pytest.mark.parametrize(
    ("route", "field"),
    [
        ("?from=2026-W60", "from"),
        ("?to=yesterday", "to"),
        ("?from=2026-W47&to=2026-W46", "from"),
        ("0001-W01/", "week"),
        ("2026-W54/", "week"),
    ],
)
def test_what_is_no_week_is_refused_with_the_field(as_: As, ana: User, route: str, field: str) -> None:
    got = as_(ana).get(f"/api/v1/insights/weeks/{route}")
    assert (got.status_code, got.json()["error"]["code"], got.json()["error"]["field"]) == (400, "invalid", field)


def test_a_week_without_entries_says_so(as_: As, ana: User) -> None:
    week = as_(ana).get("/api/v1/insights/weeks/2001-W01/").json()
    assert (week["coverage"]["entries"], week["sentence"]) == (0, "Nothing was written this week. That is fine.")
    assert (week["suggestions"], week["secure"], week["patterns"]) == ([], [], [])


def test_nobody_sees_the_week_of_another(as_: As, ana: User, ben: User) -> None:
    keep(ana, day(0), tag("trust", quote="only Ana wrote this"))
    for route in ROUTES:
        assert "only Ana wrote this" not in as_(ben).get(route).content.decode()
    assert as_(ben).get(ROUTES[1]).json()["coverage"]["entries"] == 0


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_of_weeks_takes_the_same_queries_however_many_there_are(as_: As, ana: User, many: int) -> None:
    for weeks_ago in range(many):
        keep(ana, day(0) - timedelta(weeks=weeks_ago))
    build_stale_weeks()
    build_stale_weeks()
    client = as_(ana)
    with CaptureQueriesContext(connection) as queries:
        got = client.get("/api/v1/insights/weeks/?from=2026-W40&to=2026-W47")
    assert len(got.json()["results"]) == many
    assert len(queries) == 4  # session, user, is anything behind?, weeks


def test_the_library_is_given(as_: As, ana: User) -> None:
    results = as_(ana).get("/api/v1/exercises/").json()["results"]
    assert len(results) == 7
    assert set(results[0]) == {
        "slug", "title", "minutes", "patterns", "trains", "gates", "strength", "source", "question", "stop", "steps"
    }  # fmt: skip
    assert all(1 <= len(each["steps"]) <= 3 and set(each["steps"][0]) == {"title", "body"} for each in results)


def test_a_recommendation_comes_from_this_week(as_: As, ana: User, this_monday: date) -> None:
    keep(ana, this_monday, tag("withdrawal", quote="I left the room"))
    got = as_(ana).get("/api/v1/recommendations/").json()
    assert got["week"] == name_week(this_monday)
    assert got["suggestions"][0]["exercise"] == "pause-with-return"
    assert got["suggestions"][0]["reason"] == "Because you noted “pulling back” on one day."
    assert got["suggestions"][0]["because"][0]["quote"] == "I left the room"


def test_a_silent_week_hands_over_to_the_one_before(as_: As, ana: User, this_monday: date) -> None:
    last = this_monday - timedelta(weeks=1)
    keep(ana, last, tag("withdrawal"))
    keep(ana, this_monday)
    assert as_(ana).get("/api/v1/recommendations/").json()["week"] == name_week(last)


def test_where_there_is_no_reason_there_is_no_recommendation(as_: As, ana: User, this_monday: date) -> None:
    assert as_(ana).get("/api/v1/recommendations/").json() == {"suggestions": [], "week": name_week(this_monday)}


def test_a_practice_is_kept_and_listed(as_: As, ana: User, ben: User) -> None:
    made = as_(ana).post("/api/v1/practices/", DOC | {"feeling": "better"}, format="json")
    assert made.status_code == 201
    assert made.json() == DOC | {"feeling": "better", "id": made.json()["id"], "version": 1, "seq": 1}
    assert as_(ana).get("/api/v1/practices/").json() == {"results": [made.json()], "next": None}
    assert as_(ben).get("/api/v1/practices/").json() == {"results": [], "next": None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"exercise": "no-such-thing"}, "exercise"),
        ({"exercise": "Ünknown"}, "exercise"),
        ({"zone": "Middle/Earth"}, "zone"),
        ({"done_at": "2026-11-18T20:15:00"}, "done_at"),
        ({"local_day": "0001-01-01"}, "local_day"),
        ({"local_day": "2126-01-01"}, "local_day"),
        ({"before": 11}, "before"),
        ({"after": -1}, "after"),
        ({"before": "7"}, "before"),
        ({"feeling": "great"}, "feeling"),
        ({"changed": "maybe"}, "changed"),
        ({"mood": 3}, None),
    ],
)
def test_a_practice_that_cannot_be_is_refused(as_: As, ana: User, change: dict[str, Any], field: str | None) -> None:
    got = as_(ana).post("/api/v1/practices/", DOC | change, format="json")
    assert (got.status_code, got.json()["error"]["code"]) == (400, "invalid")
    assert got.json()["error"].get("field") == field
    assert not Practice.objects.exists()


def test_a_practice_that_cannot_be_opened_does_not_hide_the_others(as_: As, ana: User) -> None:
    damaged, whole = practise(ana, "five-senses", day(0)), practise(ana, "five-senses", day(1))
    Practice.objects.filter(pk=damaged.pk).update(sealed=b"damaged")
    results = as_(ana).get("/api/v1/practices/").json()["results"]
    assert [each["id"] for each in results] == [str(whole.uid)]


def test_an_id_that_is_taken_is_a_conflict_and_anothers_id_reveals_nothing(as_: As, ana: User, ben: User) -> None:
    held = practise(ana, "five-senses", day(0))
    doc = DOC | {"id": str(held.uid)}
    assert as_(ana).post("/api/v1/practices/", doc, format="json").status_code == 409
    assert as_(ben).post("/api/v1/practices/", doc, format="json").status_code == 201
    assert Practice.objects.get(owner=ana).version == 1


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_of_practices_takes_the_same_queries_however_many_there_are(as_: As, ana: User, many: int) -> None:
    for _ in range(many):
        practise(ana, "five-senses", day(0))
    client = as_(ana)
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get("/api/v1/practices/").json()["results"]) == many
    assert len(queries) == 3  # session, user, practices


def test_practices_are_paged(as_: As, ana: User) -> None:
    ids = [str(practise(ana, "five-senses", day(0)).uid) for _ in range(3)]
    first = as_(ana).get("/api/v1/practices/?limit=2").json()
    second = as_(ana).get(f"/api/v1/practices/?limit=2&cursor={first['next']}").json()
    assert [each["id"] for each in first["results"] + second["results"]] == ids[::-1]
    assert second["next"] is None
    assert as_(ana).get("/api/v1/practices/?limit=1000").status_code == 400
    assert as_(ana).get("/api/v1/practices/?cursor=x").status_code == 400


def test_a_practice_comes_by_sync_with_what_a_newer_phone_added(ana: User) -> None:
    op = {"op_id": str(uuid4()), "kind": "practice", "id": str(uuid4()), "base_version": 0, "doc": DOC | {"new": 1}}
    (result,) = sync.push(ana, [msgspec.Raw(msgspec.json.encode(op))])
    assert (result.status, result.version) == ("applied", 1)
    (change,) = feed.changes(ana.pk, 0, 10).changes
    assert (change.kind, str(change.id), change.doc) == ("practice", op["id"], op["doc"])
    assert Practice.objects.get(owner=ana).local_day == date(2026, 11, 18)
