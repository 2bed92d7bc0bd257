"""Several writers and a reader at once, on SQLite and on PostgreSQL: the feed has no gaps and hides no commit."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

import msgspec
import pytest
from django.db import connections

from accounts.models import User, new_id
from journal import feed, sync
from journal.models import Entry, Feed
from tests.journal.documents import Doc, an_entry, an_op

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
WRITERS, EACH = 4, 25
T = TypeVar("T")


def push(owner: User, *ops: Doc) -> list[sync.Result]:
    return sync.push(owner, [msgspec.Raw(msgspec.json.encode(op)) for op in ops])


def alone(work: Callable[[], T]) -> T:
    """Run `work` in a thread with connections of its own, closed afterwards."""
    try:
        return work()
    finally:
        connections.close_all()


def follow(owner: UUID, done: threading.Event) -> list[int]:
    """Pull as a phone does until the writers are done and nothing is left."""
    seen: list[int] = []
    after = 0
    while True:
        last = done.is_set()
        page = feed.changes(owner, after, 7)
        seen += [change.seq for change in page.changes]
        after = page.next
        if last and not page.has_more:
            return seen


def test_a_reader_beside_four_writers_of_one_person_misses_nothing(ana: User) -> None:
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        puller = pool.submit(lambda: alone(lambda: follow(ana.pk, done)))
        writers = [
            pool.submit(lambda: alone(lambda: [push(ana, an_op(an_entry())) for _ in range(EACH)]))
            for _ in range(WRITERS)
        ]
        wait(writers)
        done.set()
        for writer in writers:
            writer.result()
        seen = puller.result()
    assert seen == list(range(1, WRITERS * EACH + 1))
    assert Feed.objects.get().seq == WRITERS * EACH


def test_the_same_op_sent_from_two_places_at_once_is_kept_once(ana: User) -> None:
    ops = [an_op(an_entry(f"entry {number}")) for number in range(10)]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: alone(lambda: push(ana, *ops)), range(2))
    for one, other in zip(first, second, strict=True):
        assert {one.status, other.status} == {"applied", "duplicate"}
        assert (one.version, one.seq) == (other.version, other.seq)
    assert Entry.objects.count() == 10


def test_two_edits_of_one_version_at_once_are_one_edit_and_one_conflict(ana: User) -> None:
    uid = new_id()
    push(ana, an_op(an_entry("first"), uid=uid))
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(
            lambda text: alone(lambda: push(ana, an_op(an_entry(text), uid=uid, base=1))[0]), ["left", "right"]
        )
    assert sorted(result.status for result in results) == ["applied", "conflict"]
    assert Entry.objects.get().version == 2


def test_writers_of_different_people_share_nothing(ana: User, ben: User) -> None:
    with ThreadPoolExecutor(2) as pool:
        for result in pool.map(
            lambda who: alone(lambda: [push(who, an_op(an_entry()))[0].seq for _ in range(EACH)]), [ana, ben]
        ):
            assert all(later - earlier == 1 for earlier, later in pairwise(seq or 0 for seq in result))
    assert sorted(Feed.objects.values_list("seq", flat=True)) == [EACH, EACH]


def test_a_transaction_that_fails_uses_no_number(ana: User) -> None:
    push(ana, an_op(an_entry()))

    def fail() -> None:
        with feed.writing(ana.pk) as writing:
            writing.write(Entry(owner=ana, uid=new_id(), local_day="2026-11-17"), None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    [result] = push(ana, an_op(an_entry()))
    assert result.seq == 2
