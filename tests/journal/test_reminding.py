"""Reminders ring: neutral words, at most once a day each, only where and when their owner wants them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from journal import tasks
from journal.models import Entry, Reminders
from journal.reminders import WORDS
from tests.accounts.pushservice import Browser, PushService
from tests.journal.ringing import BERLIN, MONDAY, Clock, ring, subscribe, write
from tests.journal.test_reminders import a_reminder, put

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


def test_it_rings_at_its_time_with_neutral_words(
    client: APIClient, phone: Browser, service: PushService, at: Clock
) -> None:
    put(client, a_reminder("09:00"))
    at(8, 59)
    assert (ring(), service.messages) == (0, [])
    at(9)
    ring()
    [message] = service.messages
    assert json.loads(phone.open(message.body)) == {"words": "A minute for yourself?"}


@pytest.mark.parametrize("words", WORDS)
def test_each_device_gets_the_chosen_words_in_its_own_language(
    client: APIClient, service: PushService, at: Clock, words: str
) -> None:
    phones = {language: service.browser(language) for language in ("en", "es", "de")}
    for language, browser in phones.items():
        subscribe(client, browser, language=language)
    put(client, a_reminder("09:00"), words=words)
    at(9)
    ring()
    for message in service.messages:
        language = message.path.rpartition("/")[2]
        got = json.loads(phones[language].open(message.body))
        assert got == {"words": WORDS[words][language]}  # type: ignore[index]  # the keys of WORDS, as text
    assert len(service.messages) == 3


@pytest.mark.usefixtures("phone")
def test_once_a_day_however_often_the_worker_looks(client: APIClient, service: PushService, at: Clock) -> None:
    put(client, a_reminder("09:00", "11:00"))
    for minute in range(0, 24 * 60, 7):
        at(minute // 60, minute % 60)
        ring()
    assert len(service.messages) == 1
    for minute in range(0, 24 * 60, 15):
        at(minute // 60, minute % 60, day=1)
        ring()
    assert len(service.messages) == 2


@pytest.mark.usefixtures("phone")
def test_once_a_day_also_when_it_is_changed_taken_away_and_brought_back(
    client: APIClient, service: PushService, at: Clock
) -> None:
    one = a_reminder("09:00")
    put(client, one)
    at(9)
    ring()
    put(client, one | {"from": "10:00"})
    at(10)
    ring()
    put(client)
    put(client, one | {"from": "11:00"})
    at(11)
    ring()
    assert len(service.messages) == 1
    at(11, day=1)
    ring()
    assert len(service.messages) == 2


@pytest.mark.usefixtures("phone")
def test_two_at_the_same_time_are_one(client: APIClient, service: PushService, at: Clock) -> None:
    put(client, a_reminder("09:00"), a_reminder("09:00"), a_reminder("12:00"))
    at(9)
    ring()
    assert len(service.messages) == 1
    at(12)
    ring()
    assert len(service.messages) == 2


@pytest.mark.usefixtures("phone")
def test_only_if_nothing_was_written_that_day(client: APIClient, service: PushService, at: Clock) -> None:
    put(client, a_reminder("09:00", unless_written=True), a_reminder("20:00", days=[1]))
    write(client, MONDAY - timedelta(days=1))
    write(client, MONDAY)
    at(9)
    ring()
    assert service.messages == []
    at(20)
    ring()
    assert len(service.messages) == 1
    at(9, day=1)
    ring()
    assert len(service.messages) == 2


@pytest.mark.usefixtures("phone")
def test_what_was_deleted_counts_as_not_written_and_what_ben_wrote_is_his(
    client: APIClient, as_: As, ben: User, service: PushService, at: Clock
) -> None:
    write(client)
    Entry.objects.update(deleted=True, wants_reading=False)
    write(as_(ben))
    put(client, a_reminder("09:00", unless_written=True))
    at(9)
    ring()
    assert len(service.messages) == 1


@pytest.mark.usefixtures("phone")
def test_when_its_owner_moves_it_goes_by_the_new_clock(
    client: APIClient, ana: User, service: PushService, at: Clock
) -> None:
    put(client, a_reminder("09:00"))
    client.patch("/api/v1/me/", {"zone": "America/New_York"}, format="json")
    at(9)
    assert (ring(), ring(), service.messages) == (1, 0, [])  # looked at once, reckoned anew
    at(9, zone=ZoneInfo("America/New_York"))
    ring()
    assert len(service.messages) == 1


@pytest.mark.usefixtures("phone")
def test_when_its_owner_moves_to_where_the_day_begins_earlier_it_is_not_late(
    client: APIClient, service: PushService, at: Clock
) -> None:
    put(client, a_reminder("09:00"))
    client.patch("/api/v1/me/", {"zone": "Asia/Tokyo"}, format="json")
    ring()  # at six in the morning in Berlin, two in the afternoon in Tokyo
    at(9, day=1, zone=ZoneInfo("Asia/Tokyo"))
    ring()
    assert len(service.messages) == 1


@pytest.mark.usefixtures("phone")
def test_what_came_while_no_worker_lived_is_let_pass(client: APIClient, service: PushService, at: Clock) -> None:
    put(client, a_reminder("09:00"))
    at(14)
    ring()
    assert service.messages == []
    assert Reminders.objects.get().rings_at == datetime(2026, 11, 24, 9, tzinfo=BERLIN)


@pytest.mark.usefixtures("phone")
def test_nothing_rings_for_ben_nor_for_an_account_that_is_closed(
    client: APIClient, ana: User, as_: As, ben: User, service: PushService, at: Clock
) -> None:
    put(as_(ben), a_reminder("04:30"))  # nine in Berlin is half past one in Kolkata; Ben has no device
    put(client, a_reminder("09:00"))
    User.objects.filter(pk=ana.pk).update(is_active=False)
    at(9)
    ring()
    assert service.messages == []


def test_a_person_takes_as_many_queries_with_three_devices_as_with_one(
    client: APIClient, phone: Browser, service: PushService, at: Clock
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ring() == 1
        return len(queries)

    put(client, a_reminder("09:00"), a_reminder("09:00"), a_reminder("10:00"))
    at(9)
    few = count()
    for name in ("two", "three"):
        subscribe(client, service.browser(name))
    at(10)
    assert count() == few
    assert len(service.messages) == 4


def test_the_task_takes_ids_only(
    client: APIClient, ana: User, phone: Browser, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(client, a_reminder("09:00"))
    at(9)
    sent: list[tuple[str, Any]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **_: sent.append((name, args)))
    tasks.ring()
    assert sent == [("journal.remind", [[str(ana.pk)]])]


def test_what_rings_is_in_no_log(
    client: APIClient, phone: Browser, service: PushService, at: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="holdfast")
    service.answers = [(500, {})]
    put(client, a_reminder("09:00"))
    at(9)
    ring()
    said = caplog.text
    assert "a push service refused" in said
    assert [word for word in ("minute for", phone.endpoint, "ana@") if word in said] == []
