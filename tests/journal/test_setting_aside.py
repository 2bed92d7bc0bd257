"""A text that cannot be read is set aside after three tries, with its reason; the others go on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from journal import heartbeat, renewing, tagging, tasks
from journal.documents import ReadingContent
from journal.models import Entry, Heartbeat, Reading
from tests.journal.test_tagging import ASKED, edit, write

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db
POISON = "This text breaks readers."


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


class Fragile:
    """A reader that fails over one text."""

    version = "fragile"
    problem: Exception = MemoryError()

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, text: str, **more: Any) -> Any:
        self.read_texts.append(text)
        if text == POISON:
            raise self.problem
        return REAL().read(text)


REAL = tagging.reader


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> Fragile:
    reader = Fragile()
    monkeypatch.setattr(tagging, "reader", lambda: reader)
    return reader


def pass_time() -> None:
    """All leases end."""
    Entry.objects.exclude(leased_until=None).update(leased_until=timezone.now() - timedelta(seconds=1))


def work(rounds: int) -> None:
    for _ in range(rounds):
        tasks.read_entries(list(tagging.due().values_list("pk", flat=True)))
        pass_time()


def content(entry: Entry) -> ReadingContent:
    return Reading.objects.get(entry=entry).unseal(ReadingContent)


def test_after_three_failures_it_is_set_aside_with_its_reason(client: APIClient, fragile: Fragile) -> None:
    entry = write(client, POISON)
    work(6)
    assert fragile.read_texts == [POISON] * tagging.TRIES
    entry.refresh_from_db()
    assert (entry.wants_reading, entry.attempts, entry.version) == (False, 0, 1)
    assert (content(entry).skipped, content(entry).tags, content(entry).engine) == ("failed", [], "fragile")
    assert POISON not in str(content(entry))


def test_the_others_go_on(client: APIClient, fragile: Fragile) -> None:
    first, poison, last = write(client), write(client, POISON), write(client)
    work(1)
    assert {row.entry_id for row in Reading.objects.all()} == {first.pk, last.pk}
    late = write(client)
    assert [entry.pk for entry in tagging.due()] == [late.pk, poison.pk]


def test_a_worker_that_dies_over_a_text_counts_as_a_failure(client: APIClient, fragile: Fragile) -> None:
    entry = write(client, POISON)
    for _ in range(tagging.TRIES):
        assert tagging._claim(entry.pk, tagging.due())  # what a kill -9 leaves behind: a claim that nobody renews
        assert list(tagging.due()) == []
        pass_time()
    tasks.read_entries([entry.pk])
    assert (fragile.read_texts, content(entry).skipped) == ([], "failed")


def test_an_edit_tries_again(client: APIClient, fragile: Fragile) -> None:
    entry = write(client, POISON)
    work(4)
    edit(entry, ASKED)
    work(1)
    assert (content(entry).skipped, content(entry).content_version) == (None, 2)
    assert not Reading.objects.get().set_aside


def test_a_new_engine_tries_again(client: APIClient, fragile: Fragile, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = write(client, POISON)
    work(4)
    Heartbeat.objects.all().delete()
    assert renewing.renew() == 0
    monkeypatch.setattr(tagging, "reader", REAL)
    assert renewing.renew() == 1
    assert (content(entry).skipped, Reading.objects.get().set_aside) == (None, False)


def test_what_an_older_reader_found_stays_when_the_newer_one_fails(
    client: APIClient, ana: User, fragile: Fragile, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisons = write(client, POISON)
    monkeypatch.setattr(tagging, "reader", REAL)
    tagging.read_entry(poisons.pk)
    found = content(poisons)
    monkeypatch.setattr(tagging, "reader", lambda: fragile)
    Heartbeat.objects.all().delete()
    for _ in range(6):
        renewing.renew()
        pass_time()
    row = Reading.objects.get()
    assert content(poisons) == found
    assert (row.engine, row.set_aside, len(fragile.read_texts)) == ("fragile", True, tagging.TRIES)


def test_what_was_found_in_an_earlier_text_does_not_stay(client: APIClient, fragile: Fragile) -> None:
    entry = write(client)
    work(1)
    edit(entry, POISON)
    work(4)
    found = content(entry)
    assert (found.skipped, found.content_version, found.tags) == ("failed", 2, [])


def test_a_newer_reader_that_fails_too_is_named(client: APIClient, fragile: Fragile) -> None:
    entry = write(client, POISON)
    work(4)
    fragile.version = "fragile still"
    Heartbeat.objects.all().delete()
    for _ in range(5):
        renewing.renew()
        pass_time()
    assert (content(entry).engine, content(entry).skipped) == ("fragile still", "failed")
    assert len(fragile.read_texts) == 2 * tagging.TRIES


def test_a_database_that_is_away_is_not_the_texts_fault(client: APIClient, fragile: Fragile) -> None:
    entry = write(client, POISON)
    fragile.problem = OperationalError()
    for _ in range(tagging.TRIES + 2):
        with pytest.raises(OperationalError):
            tasks.read_entries([entry.pk])
    entry.refresh_from_db()
    assert (entry.attempts, entry.leased_until, entry.wants_reading) == (0, None, True)


def test_what_cannot_even_be_set_aside_is_left_alone_for_an_hour(
    client: APIClient, fragile: Fragile, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = write(client, POISON)
    work(3)

    def fail(*_: Any) -> None:
        raise ValueError

    monkeypatch.setattr(tagging, "_set_aside", fail)
    tasks.read_entries([entry.pk])
    entry.refresh_from_db()
    assert entry.leased_until is not None
    assert entry.leased_until - timezone.now() > timedelta(minutes=59)


def test_an_entry_whose_bytes_were_changed_is_set_aside(client: APIClient) -> None:
    entry = write(client)
    Entry.objects.update(sealed=b"damaged")
    work(4)
    assert content(entry).skipped == "failed"


def test_readyz_says_only_how_many(client: APIClient, fragile: Fragile) -> None:
    write(client, POISON)
    work(4)
    heartbeat.start()
    assert Client().get("/readyz").json()["set_aside"] == 1


def test_the_failure_is_logged_without_a_word_of_the_text(
    client: APIClient, fragile: Fragile, caplog: pytest.LogCaptureFixture
) -> None:
    write(client, POISON)
    work(4)
    assert "an entry was set aside: it could not be read" in caplog.messages
    assert "breaks" not in caplog.text
