"""Marking words over HTTP, for scripts: the same verbs as sync."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User, new_id
from journal import tagging
from journal.models import Entry, Verdict
from tests.journal.documents import Doc
from tests.journal.marking import ASKED, ASKING, SAID, Finds, mark, read, rewrite, the_marks, write

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WORDS = {"pattern": ASKING, "start": 2, "end": 30}


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


@pytest.fixture(autouse=True)
def reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Finds()
    monkeypatch.setattr(tagging, "reader", lambda: one)


@pytest.fixture
def entry(client: APIClient) -> Entry:
    return write(client)


def ask(client: APIClient, entry: Entry, method: str = "get", body: Any = None, tag: str = "") -> Any:
    address = f"/api/v1/entries/{entry.uid}/tags/" + (f"{tag}/verdict/" if tag else "")
    return client.get(address) if method == "get" else getattr(client, method)(address, body, format="json")


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def test_words_get_a_tag_by_their_place(client: APIClient, entry: Entry) -> None:
    tag = str(new_id())
    given = WORDS | {"holder": "partner", "status": "past", "id": tag}
    made = ask(client, entry, "post", given)
    assert made.status_code == 201
    told: Doc = made.json()
    assert (told["id"], told["quote"], told["holder"], told["status"]) == (tag, ASKED, "partner", "past")
    assert (told["own"], told["verdict"], told["family"], told["person"]) == (True, "yes", "anxious", None)
    assert ask(client, entry).json() == {"results": [told], "read": False}
    read(entry)
    assert ask(client, entry).json() == {"results": [told], "read": True}


@pytest.mark.parametrize(("people", "given", "whom"), [(1, {}, 0), (2, {}, None), (1, {"person": None}, None)])
def test_it_is_about_the_only_person_of_its_entry_unless_something_else_is_said(
    client: APIClient, people: int, given: Doc, whom: int | None
) -> None:
    known = [str(new_id()) for _ in range(people)]
    made = ask(client, write(client, people=known), "post", WORDS | given)
    assert made.json()["person"] == (None if whom is None else known[whom])


def test_it_can_be_answered_and_taken_away_and_be_about_somebody_else(client: APIClient, entry: Entry) -> None:
    tag, jo = ask(client, entry, "post", WORDS).json()["id"], str(new_id())
    for waits in (True, False):
        told = ask(client, entry, "put", {"answer": "theirs", "person": jo}, tag).json()
        assert (told["verdict"], told["person"], told["own"]) == ("theirs", jo, True)
        assert ask(client, entry, "put", {"answer": "no"}, tag).json()["person"] == jo
        if waits:
            read(entry)
    assert the_marks(entry) == [(ASKING, ASKED, "no", True)]
    assert Verdict.objects.count() == 1


def test_one_whose_words_are_gone_is_not_there(client: APIClient, entry: Entry) -> None:
    tag = ask(client, entry, "post", WORDS).json()["id"]
    rewrite(client, entry, "We talked.")
    assert ask(client, entry).json()["results"] == []
    assert code(ask(client, entry, "put", {"answer": "no"}, tag)) == (404, "not_found")
    assert Verdict.objects.get().version == 1


@pytest.mark.parametrize(
    "change",
    [
        {"pattern": "clingy"},
        {"pattern": None},
        {"pattern": "x" * 80},
        {"start": 30, "end": 30},
        {"start": 30, "end": 2},
        {"start": -1},
        {"start": "2"},
        {"end": len(SAID) + 1},
        {"end": 10**30},
        {"start": 1, "end": 2},
        {"holder": "everyone"},
        {"status": "diagnosed"},
        {"person": "Jo"},
        {"id": "x"},
        {"quote": "other words"},
        {"confidence": 1},
    ],
)
def test_what_no_entry_can_carry_is_refused_in_the_one_shape(client: APIClient, entry: Entry, change: Doc) -> None:
    refused = ask(client, entry, "post", WORDS | change)
    assert code(refused) == (400, "invalid")
    assert not Verdict.objects.exists()


def test_long_words_are_refused(client: APIClient) -> None:
    long = write(client, "x" * 1_500)
    assert code(ask(client, long, "post", WORDS | {"start": 0, "end": 1_001})) == (400, "invalid")
    assert ask(client, long, "post", WORDS | {"start": 0, "end": 1_000}).status_code == 201


def test_an_id_is_taken_once(client: APIClient, entry: Entry) -> None:
    given = WORDS | {"id": str(new_id())}
    assert ask(client, entry, "post", given).status_code == 201
    assert code(ask(client, entry, "post", given)) == (409, "conflict")


def test_strangers_find_nothing_and_leave_nothing(as_: As, client: APIClient, entry: Entry, ben: User) -> None:
    tag = ask(client, entry, "post", WORDS).json()["id"]
    assert code(ask(as_(ben), entry)) == (404, "not_found")
    assert code(ask(as_(ben), entry, "post", WORDS)) == (404, "not_found")
    assert code(ask(as_(ben), entry, "put", {"answer": "no"}, tag)) == (404, "not_found")
    assert code(ask(as_(None), entry, "post", WORDS)) == (401, "not_authenticated")
    assert Verdict.objects.count() == 1


@pytest.mark.parametrize("was_read", [True, False])
def test_it_takes_as_many_queries_beside_three_others_as_beside_one(client: APIClient, was_read: bool) -> None:
    def count(others: int) -> tuple[int, int]:
        entry = write(client)
        if was_read:
            read(entry)
        for words, pattern in [("okay", "trust"), ("walk", "self_soothing"), ("it passed", "repair")][:others]:
            mark(client, entry, words, pattern)
        with CaptureQueriesContext(connection) as asking:
            assert len(ask(client, entry).json()["results"]) == others
        with CaptureQueriesContext(connection) as adding:
            assert ask(client, entry, "post", WORDS).status_code == 201
        return len(asking), len(adding)

    assert count(1) == count(3)
