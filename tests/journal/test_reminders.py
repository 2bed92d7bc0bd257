"""What a person wants to be reminded of: theirs alone, sealed, replaced as a whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from journal.models import Reminders
from journal.reminders import WORDS

As = Callable[[User | None], APIClient]
Json = dict[str, Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]
ADDRESS = "/api/v1/reminders/"
WORKDAYS = [1, 2, 3, 4, 5]
QUIET = {"from": "22:00", "to": "07:00"}


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


def a_reminder(start: str = "09:00", end: str | None = None, **more: object) -> Json:
    return {"id": str(uuid4()), "from": start, "to": end, "days": WORKDAYS, "unless_written": False, "on": True, **more}


def put(client: APIClient, *reminders: Json, **more: object) -> Any:
    return client.put(ADDRESS, {"reminders": list(reminders), **more}, format="json")


def test_there_are_none_by_default(client: APIClient) -> None:
    shown: Json = {"reminders": [], "quiet": None, "words": "minute", "zone": "Europe/Berlin"}
    assert client.get(ADDRESS).json() == shown
    assert not Reminders.objects.exists()


def test_they_are_kept_as_they_were_given(client: APIClient) -> None:
    some = [a_reminder(), a_reminder("12:00", "14:30", unless_written=True, days=[6, 7]), a_reminder("20:00", on=False)]
    kept = put(client, *some, quiet=QUIET, words="tea")
    assert kept.status_code == 200
    rings = [True, True, False]
    expected = [one | {"rings": ring} for one, ring in zip(some, rings, strict=True)]
    assert kept.json() == {"reminders": expected, "quiet": QUIET, "words": "tea", "zone": "Europe/Berlin"}
    assert client.get(ADDRESS).json() == kept.json()


def test_what_is_put_replaces_what_was(client: APIClient) -> None:
    put(client, a_reminder(), a_reminder("10:00"))
    last = a_reminder("11:00")
    put(client, last)
    assert [one["id"] for one in client.get(ADDRESS).json()["reminders"]] == [last["id"]]
    put(client)
    assert client.get(ADDRESS).json()["reminders"] == []
    assert Reminders.objects.get().rings_at is None


def test_one_that_quiet_hours_cover_is_said_not_to_ring(client: APIClient) -> None:
    shown = put(client, a_reminder("23:00"), a_reminder("21:00", "23:00"), quiet=QUIET).json()["reminders"]
    assert [one["rings"] for one in shown] == [False, True]


@pytest.mark.parametrize(
    "fields",
    [
        {"from": "24:00"},
        {"from": "9:00"},
        {"from": "09:60"},
        {"from": "09:00\n"},
        {"from": None},
        {"to": "09:00"},
        {"to": "08:00"},
        {"days": []},
        {"days": [0]},
        {"days": [8]},
        {"days": [1, 1]},
        {"days": "1"},
        {"id": "x"},
        {"unless_written": 1},
        {"text": "Write about your partner"},
        {"rings": True},
    ],
    ids=str,
)
def test_a_reminder_that_cannot_be_is_refused(client: APIClient, fields: Json) -> None:
    refused = put(client, a_reminder() | fields)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "invalid")
    assert not Reminders.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "You are clinging again"},
        {"quiet": {"from": "22:00", "to": "22:00"}},
        {"quiet": {"from": "22:00"}},
        {"zone": "Asia/Tokyo"},
        {"reminders": [a_reminder()] * 2},
        {"reminders": [a_reminder() for _ in range(13)]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_settings_that_cannot_be_are_refused(client: APIClient, fields: Json) -> None:
    assert client.put(ADDRESS, fields, format="json").status_code == 400
    assert not Reminders.objects.exists()


def test_nobody_can_choose_words_that_name_the_subject() -> None:
    telling = ("relation", "beziehung", "relaci", "attach", "journal", "therap", "partner", "holdfast", "feel", "mood")
    said = [text.lower() for by_language in WORDS.values() for text in by_language.values()]
    assert len(said) == 12
    assert [text for text in said if any(word in text for word in telling)] == []
    assert {frozenset(by_language) for by_language in WORDS.values()} == {frozenset({"en", "es", "de"})}


def test_bens_reminders_are_not_anas(client: APIClient, as_: As, ben: User) -> None:
    one = a_reminder()
    put(client, one, words="tea")
    put(as_(ben), a_reminder("10:00", id=one["id"]))
    assert as_(ben).get(ADDRESS).json()["zone"] == "Asia/Kolkata"
    shown = client.get(ADDRESS).json()
    assert (shown["words"], shown["reminders"][0]["from"]) == ("tea", "09:00")
    put(as_(ben))
    assert len(client.get(ADDRESS).json()["reminders"]) == 1


def test_what_is_asked_for_lies_sealed(client: APIClient) -> None:
    put(client, a_reminder("09:17", "10:43"), quiet=QUIET, words="hello")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_reminders")
        [row] = cursor.fetchall()
        names = [column[0] for column in cursor.description]
    assert set(names) == {"owner_id", "sealed", "rings_at", "zone"}
    lying = b" ".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row)
    assert [word for word in (b"10:43", b"22:00", b"hello", b"unless") if word in lying] == []


def test_they_leave_with_the_person(client: APIClient, ana: User) -> None:
    put(client, a_reminder())
    ana.delete()
    assert not Reminders.objects.exists()


def test_three_take_as_many_queries_as_one(client: APIClient) -> None:
    def count(work: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert work().status_code == 200
        return len(queries)

    one, three = [a_reminder()], [a_reminder() for _ in range(3)]
    put(client, *one)
    assert count(lambda: put(client, *one)) == count(lambda: put(client, *three))
    few = count(lambda: client.get(ADDRESS))
    put(client, *one)
    assert count(lambda: client.get(ADDRESS)) == few


def test_changing_them_all_the_time_is_slowed_down(client: APIClient) -> None:
    got = [put(client).status_code for _ in range(241)]
    assert (got[-2], got[-1]) == (200, 429)


def test_the_id_of_a_reminder_is_its_owners_choice(client: APIClient) -> None:
    one = a_reminder()
    assert UUID(put(client, one).json()["reminders"][0]["id"]) == UUID(one["id"])
