"""Earlier words of an entry: sealed with it, bounded, gone with it, read by nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User, new_id
from journal.documents import EntryContent
from journal.earlier import LENGTH_MAX, bounded, remember
from journal.models import Entry
from tests.journal.documents import an_entry, an_op

As = Callable[[User | None], APIClient]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WHALES = {"text": "The canary sang of whales.", "until": "2026-11-18T08:00:00Z", "mood": 2}


def push(client: APIClient, *ops: dict[str, Any]) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = client.post("/api/v1/sync/push", {"ops": ops}, format="json").json()["results"]
    return results


@pytest.mark.django_db
def test_what_the_phone_sends_comes_back_and_is_sealed(as_: As, ana: User) -> None:
    op = an_op(an_entry(earlier=[WHALES]))
    assert push(as_(ana), op)[0]["status"] == "applied"
    (change,) = as_(ana).get("/api/v1/sync/pull").json()["changes"]
    assert change["doc"]["earlier"] == [WHALES]
    assert b"whales" not in bytes(Entry.objects.get().sealed)


@pytest.mark.django_db
def test_earlier_words_are_neither_read_nor_searched(as_: As, ana: User) -> None:
    push(as_(ana), an_op(an_entry(text="", earlier=[WHALES])))
    assert not Entry.objects.get().wants_reading
    assert as_(ana).get("/api/v1/entries/?q=whales").json()["results"] == []


@pytest.mark.django_db
def test_they_are_gone_when_the_writer_takes_them_away_and_with_the_entry(as_: As, ana: User) -> None:
    uid = new_id()
    push(as_(ana), an_op(an_entry(earlier=[WHALES]), uid=uid), an_op(an_entry(), uid=uid, base=1))
    assert Entry.objects.get().unseal(EntryContent).earlier is None
    push(as_(ana), an_op(an_entry(earlier=[WHALES]), uid=uid, base=2), an_op(None, uid=uid, base=3, deleted=True))
    assert not Entry.objects.get().sealed


@pytest.mark.parametrize(
    "earlier",
    [
        [WHALES] * 11,
        [WHALES | {"text": "x" * 20_001}],
        [WHALES | {"mood": 9}],
        [WHALES | {"until": "2026-11-18T08:00:00"}],
    ],
    ids=["too many", "too long", "no mood", "no instant"],
)
@pytest.mark.django_db
def test_nonsense_is_refused(as_: As, ana: User, earlier: list[dict[str, Any]]) -> None:
    result = push(as_(ana), an_op(an_entry(earlier=earlier)))[0]
    assert (result["status"], result["error"]["code"]) == ("rejected", "invalid")


@pytest.mark.django_db
def test_an_edit_by_a_script_keeps_the_words_it_takes_away(as_: As, ana: User) -> None:
    client = as_(ana)
    shown = client.post("/api/v1/entries/", {"text": "One cup.", "mood": 2}, format="json").json()
    address = f"/api/v1/entries/{shown['id']}/"
    changed = client.patch(address, {"text": "Two cups."}, format="json").json()
    assert [(version["text"], version["mood"]) for version in changed["earlier"]] == [("One cup.", 2)]
    assert client.patch(address, {"text": "Three.", "earlier": []}, format="json").json()["earlier"] == []


def test_a_change_that_leaves_the_words_keeps_no_version() -> None:
    before = an_entry("One cup.")
    assert "earlier" not in remember(before, {"mood": 5}, NOON)
    assert "earlier" not in remember(an_entry(""), {"text": "First words."}, NOON)


def test_the_oldest_go_first_and_the_newest_always_stays() -> None:
    versions = [{"text": str(number), "until": "", "mood": None} for number in range(12)]
    assert [version["text"] for version in bounded(versions)] == [str(number) for number in range(2, 12)]
    long = {"text": "x" * (LENGTH_MAX + 1), "until": "", "mood": None}
    assert bounded([long, long]) == [long]
    full = [{"text": "a"}, {"text": "b" * (LENGTH_MAX - 1)}]
    assert bounded(full) == full


@pytest.mark.django_db
def test_the_day_on_which_a_partner_became_a_former_one_is_kept_sealed(as_: As, ana: User) -> None:
    doc = {"name": "Sam", "kind": "ex", "ended": "2026-11-20"}
    assert push(as_(ana), an_op(doc, kind="person"))[0]["status"] == "applied"
    assert as_(ana).get("/api/v1/sync/pull").json()["changes"][0]["doc"] == doc
    assert push(as_(ana), an_op(doc | {"ended": "soon"}, kind="person"))[0]["status"] == "rejected"
