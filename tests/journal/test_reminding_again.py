"""What goes wrong on the way: devices that are gone, services that say "later", workers that die or meet."""

import threading
from collections.abc import Callable
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from rest_framework.test import APIClient

from accounts.models import PushSubscription, User
from journal import reminding
from journal.models import Reminders
from tests.accounts.pushservice import Browser, PushService
from tests.journal.ringing import Clock, held, ring, subscribe, write
from tests.journal.test_reminders import a_reminder, put

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(
    client: APIClient, phone: Browser, service: PushService, at: Clock, status: int
) -> None:
    service.answers = [(status, {})]
    put(client, a_reminder("09:00"))
    at(9)
    ring()
    assert not PushSubscription.objects.exists()


def test_what_was_put_off_comes_again_later_and_then_no_more(
    client: APIClient, ana: User, phone: Browser, service: PushService, at: Clock
) -> None:
    service.answers = [(503, {}), (429, {"Retry-After": "300"}), (201, {})]
    subscribe(client, service.browser("other"))
    service.answers = [(503, {}), (201, {}), (429, {"Retry-After": "300"}), (201, {})]
    put(client, a_reminder("09:00"))
    at(9)
    ring()
    assert len(service.messages) == 2
    assert (ring(), len(held(ana).waiting)) == (0, 1)
    at(9, 1)
    ring()  # put off again, for five minutes
    at(9, 5)
    assert (ring(), len(service.messages)) == (0, 3)
    at(9, 6)
    ring()
    assert (len(service.messages), held(ana).waiting) == (4, [])
    at(23)
    ring()
    assert len(service.messages) == 4


@pytest.mark.usefixtures("phone")
def test_it_is_not_tried_for_ever(client: APIClient, ana: User, service: PushService, at: Clock) -> None:
    service.answers = [(503, {})]
    put(client, a_reminder("09:00"))
    for minute in range(120):
        at(9 + minute // 60, minute % 60)
        ring()
    assert (len(service.messages), held(ana).waiting) == (reminding.TRIES, [])


@pytest.mark.usefixtures("phone")
def test_what_was_put_off_does_not_come_hours_later(client: APIClient, service: PushService, at: Clock) -> None:
    service.answers = [(503, {}), (201, {})]
    put(client, a_reminder("09:00"))
    at(9)
    ring()
    at(11)  # no worker lived meanwhile
    ring()
    assert len(service.messages) == 1


@pytest.mark.usefixtures("phone")
def test_what_was_put_off_respects_what_happened_meanwhile(client: APIClient, service: PushService, at: Clock) -> None:
    service.answers = [(503, {})]
    put(client, a_reminder("09:00", unless_written=True))
    at(9)
    ring()
    write(client)
    at(9, 10)
    ring()
    assert len(service.messages) == 1
    at(21, 59, day=1)
    put(client, a_reminder("21:59"), quiet={"from": "22:00", "to": "07:00"})
    at(21, 59, day=2)
    ring()
    at(22, 5, day=2)
    ring()
    assert len(service.messages) == 2


@pytest.mark.usefixtures("phone")
def test_a_damaged_record_holds_up_nobody(
    client: APIClient, as_: As, ben: User, service: PushService, at: Clock
) -> None:
    ana_moment = at(9)
    at(6)
    put(as_(ben), a_reminder(ana_moment.astimezone(ZoneInfo("Asia/Kolkata")).strftime("%H:%M")))
    subscribe(as_(ben), service.browser("bens"))
    put(client, a_reminder("09:00"))
    Reminders.objects.exclude(owner=ben).update(sealed=b"damaged")
    at(9)
    assert ring() == 2
    assert [message.path for message in service.messages] == ["/send/bens"]
    assert ring() == 0


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_ring_once(
    client: APIClient, ana: User, phone: Browser, service: PushService, at: Clock
) -> None:
    put(client, *(a_reminder("09:00", id=str(uuid4())) for _ in range(3)))
    at(9)
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        reminding.ring([ana.pk])
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(service.messages) == 1


def test_a_worker_that_dies_before_it_sends_leaves_it_out(
    client: APIClient, ana: User, phone: Browser, service: PushService, at: Clock
) -> None:
    put(client, a_reminder("09:00"))
    assert len(reminding.claim(ana.pk, at(9))) == 1  # and here the worker dies
    ring()
    assert service.messages == []
    at(9, day=1)
    ring()
    assert len(service.messages) == 1
