"""Reading again with another engine: in the background, after what is new, and never two engines against each other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from insights import building
from insights.isoweeks import monday_of
from journal import heartbeat, renewing, tagging, tasks
from journal.documents import ReadingContent
from journal.models import Entry, Heartbeat, Reading
from tests.journal.test_tagging import ASKED, edit, tags_of, write

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes this process a worker of another version."""
    real = tagging.reader()

    def become(version: str, meanwhile: Callable[[], Any] = lambda: None) -> None:
        class Other:
            def __init__(self) -> None:
                self.version = version

            def read(self, text: str, after_batch: Callable[[], None]) -> Any:
                meanwhile()
                return replace(real.read(text, after_batch=after_batch), engine=version)

        monkeypatch.setattr(tagging, "reader", Other)
        monkeypatch.setattr(heartbeat, "_last", -heartbeat.EVERY_S)
        heartbeat.beat()

    return become


def leave() -> None:
    """All workers that were seen so far have ended long ago."""
    Heartbeat.objects.update(at=timezone.now() - heartbeat.LATELY)


def engines() -> list[str]:
    return [row.unseal(ReadingContent).engine for row in Reading.objects.order_by("entry")]


def test_what_an_older_reader_read_is_read_again(client: APIClient, engine: Callable[..., None]) -> None:
    engine("one")
    entry = write(client)
    tagging.read_entry(entry.pk)
    ids = {tag.pattern: tag.id for tag in tags_of(entry)}
    leave()
    engine("two")
    tasks.sweep()
    entry.refresh_from_db()
    reading = Reading.objects.get()
    assert (engines(), reading.engine, reading.version) == (["two"], "two", 2)
    assert (entry.version, entry.seq, entry.wants_reading, entry.attempts, entry.leased_until) == (1, 1, False, 0, None)
    assert {tag.pattern: tag.id for tag in tags_of(entry)} == ids
    assert renewing.renew() == 0


def test_a_verdict_stays_on_its_tag(client: APIClient, engine: Callable[..., None]) -> None:
    engine("one")
    entry = write(client)
    tagging.read_entry(entry.pk)
    tag = tags_of(entry)[0]
    client.put(f"/api/v1/entries/{entry.uid}/tags/{tag.id}/verdict/", {"answer": "no"}, format="json")
    leave()
    engine("two")
    renewing.renew()
    assert [(again.id, again.verdict) for again in tags_of(entry) if again.id == tag.id] == [(tag.id, "no")]


def test_what_is_new_goes_first(client: APIClient, engine: Callable[..., None], rung: list[list[int]]) -> None:
    engine("one")
    old = write(client)
    tagging.read_entry(old.pk)
    leave()
    engine("two")
    new = write(client)
    tasks.sweep()
    assert (rung, engines()) == ([[new.pk]], ["one"])
    tasks.read_entries([new.pk])
    tasks.sweep()
    assert engines() == ["two", "two"]


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    found: list[list[int]] = []
    monkeypatch.setattr("journal.bell.send", found.append)
    return found


def test_reading_again_stops_in_the_middle_of_an_entry_when_something_new_waits(
    client: APIClient, engine: Callable[..., None]
) -> None:
    engine("one")
    old = write(client)
    tagging.read_entry(old.pk)
    leave()
    engine("two", lambda: write(client))
    assert renewing.renew() == 0
    old.refresh_from_db()
    assert (engines(), old.leased_until, old.attempts) == (["one"], None, 0)


def test_nothing_is_begun_while_something_new_waits(client: APIClient, engine: Callable[..., None]) -> None:
    engine("one")
    tagging.read_entry(write(client).pk)
    write(client)
    leave()
    begun: list[bool] = []
    engine("two", lambda: begun.append(True))
    assert (renewing.renew(), begun) == (0, [])


def test_an_edit_meanwhile_wins(client: APIClient, engine: Callable[..., None]) -> None:
    engine("one")
    entry = write(client)
    tagging.read_entry(entry.pk)
    leave()
    engine("two", lambda: edit(entry, "Second thoughts."))
    assert renewing.renew() == 0
    entry.refresh_from_db()
    assert (engines(), entry.wants_reading, entry.version) == (["one"], True, 2)


@pytest.mark.parametrize("refused", ["entry", "person", "deleted"])
def test_nothing_is_read_again_without_consent(
    client: APIClient, ana: User, engine: Callable[..., None], refused: str
) -> None:
    engine("one")
    entry = write(client)
    tagging.read_entry(entry.pk)
    if refused == "person":
        client.patch("/api/v1/me/", {"reading": False}, format="json")
    elif refused == "entry":
        client.patch(f"/api/v1/entries/{entry.uid}/", {"read": False}, format="json")
    else:
        client.delete(f"/api/v1/entries/{entry.uid}/")
    leave()
    engine("two")
    assert (list(renewing.outdated()), renewing.renew()) == ([], 0)


def test_two_versions_at_work_leave_each_others_readings_alone(client: APIClient, engine: Callable[..., None]) -> None:
    engine("one")
    tagging.read_entry(write(client).pk)
    engine("two")
    assert (heartbeat.is_agreed(), renewing.renew()) == (False, 0)
    tagging.read_entry(write(client).pk)
    engine("one")
    assert (renewing.renew(), engines()) == (0, ["one", "two"])


@pytest.mark.parametrize("last", ["one", "two"])
def test_forward_or_back_again_all_readings_end_up_alike(
    client: APIClient, engine: Callable[..., None], last: str
) -> None:
    for version in ("one", "two"):
        engine(version)
        tagging.read_entry(write(client).pk)
    leave()
    engine(last)
    assert (renewing.renew(), renewing.renew()) == (1, 0)
    assert engines() == [last, last]


def test_a_new_process_on_this_machine_takes_the_place_of_the_one_before(engine: Callable[..., None]) -> None:
    engine("one")
    engine("two")
    assert not heartbeat.is_agreed()
    heartbeat.start()
    assert (heartbeat.is_agreed(), list(Heartbeat.objects.values_list("engine", flat=True))) == (True, ["two"])


def test_a_round_ends_after_its_time(
    client: APIClient, engine: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine("one")
    tagging.read_entry(write(client).pk)
    leave()
    engine("two")
    monkeypatch.setattr(renewing, "ROUND_S", -1.0)
    assert (renewing.renew(), engines()) == (0, ["one"])


def test_a_week_says_which_part_is_being_read_again_and_stops_saying_so(
    client: APIClient, ana: User, engine: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine("one")
    entries = [write(client) for _ in range(3)]
    for entry in entries:
        tagging.read_entry(entry.pk)
    monday = monday_of(entries[0].local_day)
    leave()
    engine("two")
    assert building.read_week(ana, monday).coverage.readers == ""
    tagging.read_entry(entries[0].pk, renewing.outdated)
    week = building.read_week(ana, monday)
    assert (week.engine, week.coverage.older, week.coverage.again) == ("one, two", 2, 2)
    assert week.coverage.readers == "2 of 3 entries are being read again with a newer reader; numbers may change."
    assert renewing.renew() == 2
    week = building.read_week(ana, monday)
    assert (week.engine, week.coverage.older, week.coverage.again, week.coverage.readers) == ("two", 0, 0, "")


def test_an_entry_that_another_worker_reads_again_is_left_alone(client: APIClient, engine: Callable[..., None]) -> None:
    engine("one")
    tagging.read_entry(write(client, ASKED).pk)
    leave()
    engine("two")
    Entry.objects.update(leased_until=timezone.now() + timedelta(seconds=5))
    assert renewing.renew() == 0
