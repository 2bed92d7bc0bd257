"""The conventional routes: the same verbs as sync, for scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User, new_id
from journal.models import Entry
from tests.journal.documents import an_entry

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


def write(client: APIClient, text: str = "Tea with Jo.", **fields: Any) -> dict[str, Any]:
    response = client.post("/api/v1/entries/", {"text": text} | fields, format="json")
    assert response.status_code == 201, response.content
    shown: dict[str, Any] = response.json()
    return shown


def test_words_alone_are_enough(as_: As, ana: User) -> None:
    shown = write(as_(ana), "Tea with Jo.")
    assert (shown["text"], shown["mood"], shown["zone"], shown["version"]) == ("Tea with Jo.", None, "Europe/Berlin", 1)
    assert as_(ana).get(f"/api/v1/entries/{shown['id']}/").json() == shown


def test_a_mood_alone_is_enough_but_nothing_is_not(as_: As, ana: User) -> None:
    client = as_(ana)
    assert client.post("/api/v1/entries/", {"mood": 4}, format="json").status_code == 201
    assert client.post("/api/v1/entries/", {}, format="json").status_code == 400


def test_the_day_is_the_one_on_the_writers_clock(as_: As, ana: User) -> None:
    shown = write(as_(ana), written_at="2026-11-17T23:30:00+00:00", zone="Asia/Tokyo")
    assert shown["local_day"] == "2026-11-18"


def test_an_edit_makes_a_version_and_keeps_the_rest(as_: As, ana: User) -> None:
    shown = write(as_(ana), mood=2, context=["sleep"])
    changed = as_(ana).patch(f"/api/v1/entries/{shown['id']}/", {"text": "Two cups."}, format="json").json()
    assert (changed["version"], changed["text"], changed["mood"], changed["context"]) == (2, "Two cups.", 2, ["sleep"])


def test_an_edit_on_an_old_version_is_refused_and_changes_nothing(as_: As, ana: User) -> None:
    shown = write(as_(ana))
    address = f"/api/v1/entries/{shown['id']}/"
    as_(ana).patch(address, {"text": "two"}, format="json")
    response = as_(ana).patch(address, {"text": "three", "base_version": 1}, format="json")
    assert (response.status_code, response.json()["error"]["code"]) == (409, "conflict")
    assert as_(ana).get(address).json()["text"] == "two"


def test_an_entry_keeps_its_id(as_: As, ana: User) -> None:
    shown = write(as_(ana))
    address = f"/api/v1/entries/{shown['id']}/"
    assert as_(ana).patch(address, {"id": str(new_id()), "text": "two"}, format="json").status_code == 400
    assert as_(ana).patch(address, {"id": shown["id"], "text": "two"}, format="json").json()["text"] == "two"


def test_a_deleted_entry_is_gone_and_leaves_a_tombstone(as_: As, ana: User) -> None:
    shown = write(as_(ana))
    address = f"/api/v1/entries/{shown['id']}/"
    assert as_(ana).delete(address).status_code == 204
    assert as_(ana).get(address).status_code == 404
    [change] = as_(ana).get("/api/v1/sync/pull").json()["changes"]
    assert (change["deleted"], change["doc"]) == (True, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "x" * 20_001},
        {"text": 7},
        {"mood": 0},
        {"local_day": "0001-01-01"},
        {"zone": "x"},
        {"zone": 5},
        {"written_at": "0001-01-01T00:00:00Z", "zone": "America/New_York"},
        {"written_at": "yesterday"},
        {"unknown": 1},
        {"version": 5},
        {"id": "x"},
        {"people": "Jo"},
    ],
)
def test_nonsense_is_a_400_and_nothing_is_stored(as_: As, ana: User, wrong: dict[str, Any]) -> None:
    response = as_(ana).post("/api/v1/entries/", {"text": "hello"} | wrong, format="json")
    assert (response.status_code, set(response.json())) == (400, {"error"})
    assert not Entry.objects.exists()


def test_words_that_cannot_be_sent_as_json_text_are_a_400(as_: As, ana: User) -> None:
    raw = '{"text": "\\udc00 alone"}'
    assert as_(ana).post("/api/v1/entries/", raw, content_type="application/json").status_code == 400


def test_anything_but_json_is_415(as_: As, ana: User) -> None:
    response = as_(ana).post("/api/v1/entries/", "text=hello", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json()["error"]["code"]) == (415, "unsupported_media_type")


def test_filters_open_what_is_sealed(as_: As, ana: User) -> None:
    client, jo = as_(ana), str(new_id())
    write(client, "Quiet day", mood=3, local_day="2026-11-01")
    write(client, "LONG call with Jo", mood=4, people=[jo], local_day="2026-11-05")
    for asked, texts in (
        ({"q": "long"}, ["LONG call with Jo"]),
        ({"mood": "3"}, ["Quiet day"]),
        ({"person": jo}, ["LONG call with Jo"]),
        ({"from": "2026-11-02"}, ["LONG call with Jo"]),
        ({"to": "2026-11-02"}, ["Quiet day"]),
        ({}, ["LONG call with Jo", "Quiet day"]),
        ({"pattern": "withdrawal"}, []),
    ):
        found = client.get("/api/v1/entries/", asked).json()["results"]
        assert [entry["text"] for entry in found] == texts, asked


def test_pages_follow_each_other(as_: As, ana: User) -> None:
    client = as_(ana)
    for number in range(5):
        write(client, f"entry {number}", local_day="2026-11-01")
    texts: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("/api/v1/entries/", {"limit": "2", "cursor": cursor}).json()
        texts += [entry["text"] for entry in page["results"]]
        cursor = page["next"]
    assert texts == ["entry 4", "entry 3", "entry 2", "entry 1", "entry 0"]


@pytest.mark.parametrize(
    "asked",
    [{"limit": "201"}, {"limit": str(10**40)}, {"limit": "-1"}, {"cursor": "é"}, {"cursor": "AAAA"}, {"from": "0"}],
)
def test_a_nonsense_question_is_400(as_: As, ana: User, asked: dict[str, str]) -> None:
    assert as_(ana).get("/api/v1/entries/", asked).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_queries_whatever_its_length(
    as_: As, ana: User, count: int, django_assert_num_queries: Any
) -> None:
    client = as_(ana)
    for _ in range(count):
        write(client)
    with django_assert_num_queries(4):
        assert len(client.get("/api/v1/entries/").json()["results"]) == count


def test_an_entry_of_ana_does_not_exist_for_anybody_else(
    as_: As, ana: User, ben: User, dr_osei: User, dr_lund: User
) -> None:
    address = f"/api/v1/entries/{write(as_(ana))['id']}/"
    for who, status in ((ben, 404), (dr_osei, 403), (dr_lund, 403), (None, 401)):
        client = as_(who)
        answers = [
            client.get(address),
            client.patch(address, {"text": "taken"}, format="json"),
            client.delete(address),
            client.get(f"{address}tags/"),
        ]
        assert [answer.status_code for answer in answers] == [status] * 4
    assert as_(ana).get(address).json()["text"] == "Tea with Jo."


def test_an_id_that_is_already_mine_is_a_conflict_and_one_of_ben_is_not(as_: As, ana: User, ben: User) -> None:
    uid = write(as_(ben))["id"]
    write(as_(ana), "mine", id=uid)
    response = as_(ana).post("/api/v1/entries/", {"text": "again", "id": uid}, format="json")
    assert response.status_code == 409
    assert as_(ben).get(f"/api/v1/entries/{uid}/").json()["text"] == "Tea with Jo."


def test_the_document_of_an_entry_is_the_same_through_both_doors(as_: As, ana: User) -> None:
    doc = an_entry("Same words")
    shown = write(as_(ana), **doc)
    [change] = as_(ana).get("/api/v1/sync/pull").json()["changes"]
    assert change["doc"] == {key: value for key, value in shown.items() if key in doc} == doc
