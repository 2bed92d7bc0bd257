"""One record that cannot be opened costs that record, not the list, the feed or the push around it."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts import keystore
from accounts.models import Keyset, User, new_id
from accounts.vault import SealedModel
from journal import feed, tagging
from journal.documents import ReadingContent
from journal.models import Entry, Person, Reading, Verdict
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


ASKED = "I asked him again if we are okay, third time today."


@pytest.fixture
def answered(as_: As, ana: User) -> Entry:
    """Ana's entry about Jo that was read, with one answered tag; she edits it, so that it waits for a reader again."""
    signed_in, jo = as_(ana), str(new_id())
    push(signed_in, an_op({"name": "Jo"}, kind="person", uid=jo), an_op(an_entry(ASKED, people=[jo])))
    entry = Entry.objects.get()
    assert tagging.read_entry(entry.pk)
    push(signed_in, an_op(answer_to(entry), kind="verdict"))
    push(signed_in, an_op(an_entry(ASKED + " Again.", people=[jo]), uid=entry.uid, base=1))
    return entry


def push(client: APIClient, *ops: Any) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = client.post("/api/v1/sync/push", {"ops": ops}, format="json").json()["results"]
    return results


def answer_to(entry: Entry) -> dict[str, str]:
    tag = Reading.objects.get(entry=entry).unseal(ReadingContent).tags[0]
    return {"entry": str(entry.uid), "tag": str(tag.id), "answer": "no"}


@pytest.mark.parametrize("kind", [Person, Verdict, Reading])
def test_an_entry_is_read_again_whatever_beside_it_was_damaged(answered: Entry, kind: type[SealedModel]) -> None:
    kind._default_manager.update(sealed=b"damaged")
    assert tagging.read_entry(answered.pk)
    changes = feed.changes(answered.owner_id, 0, 9).changes
    assert [change.doc["content_version"] for change in changes if change.kind == "reading" and change.doc] == [2]


def test_a_damaged_answer_does_not_stand_in_the_way_of_a_new_one(as_: As, ana: User, answered: Entry) -> None:
    assert tagging.read_entry(answered.pk)
    Verdict.objects.update(sealed=b"damaged")
    given = answer_to(answered)
    (result,) = push(as_(ana), an_op(given, kind="verdict"))
    assert result["status"] == "applied"
    address = f"/api/v1/entries/{answered.uid}/tags/{given['tag']}/verdict/"
    assert as_(ana).put(address, {"answer": "yes"}, format="json").json()["verdict"] == "yes"


def test_what_is_said_to_be_unchanged_is_unchanged(as_: As, ana: User, answered: Entry) -> None:
    """Taking an answer back while its reading is damaged: kept or refused, but never half of each."""
    Reading.objects.update(sealed=b"damaged")
    verdict = Verdict.objects.get()
    (result,) = push(as_(ana), an_op(None, kind="verdict", uid=verdict.uid, base=1, deleted=True))
    verdict.refresh_from_db()
    assert (result["status"], verdict.deleted, verdict.version) == ("applied", True, 2)


def test_with_damaged_keys_a_save_can_be_tried_again_and_nothing_is_kept(client: APIClient) -> None:
    row = Keyset.objects.get()
    Keyset.objects.update(wrapped=bytes(row.wrapped)[:-1])
    keystore.forget()
    response = client.post("/api/v1/sync/push", {"ops": [an_op(an_entry("fourth"))]}, format="json")
    assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")
    assert Entry.objects.count() == 3
