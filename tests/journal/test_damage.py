"""One record that cannot be opened costs that record, not the list, the feed or the push around it."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from journal.models import Entry
from tests.journal.documents import an_entry, an_op

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    """Ana, with three entries of which the second was damaged."""
    signed_in = as_(ana)
    ops = [an_op(an_entry(text)) for text in ("first", "second", "third")]
    signed_in.post("/api/v1/sync/push", {"ops": ops}, format="json")
    entry = Entry.objects.get(seq=2)
    sealed = bytes(entry.sealed)
    Entry.objects.filter(pk=entry.pk).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))
    return signed_in


def damaged() -> Entry:
    return Entry.objects.get(seq=2)


def test_the_feed_goes_on_without_it(client: APIClient) -> None:
    page = client.get("/api/v1/sync/pull", {"limit": "2"}).json()
    assert [change["doc"]["text"] for change in page["changes"]] == ["first"]
    rest = client.get("/api/v1/sync/pull", {"after": page["next"]}).json()
    assert [change["doc"]["text"] for change in rest["changes"]] == ["third"]


def test_the_list_goes_on_without_it(client: APIClient) -> None:
    assert [entry["text"] for entry in client.get("/api/v1/entries/").json()["results"]] == ["third", "first"]


def test_asked_for_by_name_it_says_that_it_cannot_be_opened(client: APIClient) -> None:
    response = client.get(f"/api/v1/entries/{damaged().uid}/")
    assert (response.status_code, response.json()["error"]["code"]) == (409, "unreadable")


def test_a_conflict_with_it_is_rejected_alone_and_it_is_not_overwritten(client: APIClient) -> None:
    before = bytes(damaged().sealed)
    ops = [an_op(an_entry("new"), uid=damaged().uid, base=7), an_op(an_entry("fourth"))]
    results: list[dict[str, Any]] = client.post("/api/v1/sync/push", {"ops": ops}, format="json").json()["results"]
    assert [result["status"] for result in results] == ["rejected", "applied"]
    assert bytes(damaged().sealed) == before
