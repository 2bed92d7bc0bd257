"""The doorbell: ids only, many rings in one message, and never a reason for a save to wait."""

import base64
import json
import time
from collections.abc import Iterator

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

from journal import bell

QUEUE = "celery"


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    with redis.Redis.from_url(settings.REDIS_URL) as connection:
        connection.delete(QUEUE)
        yield connection
        connection.delete(QUEUE)


def rung(broker: redis.Redis, count: int) -> list[list[int]]:
    """The ids of each message, oldest first, once `count` ids have come."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        messages = [json.loads(raw) for raw in reversed(broker.lrange(QUEUE, 0, -1))]
        entries: list[list[int]] = [json.loads(base64.b64decode(message["body"]))[0][0] for message in messages]
        if sum(map(len, entries)) >= count:
            return entries
        time.sleep(0.01)
    raise AssertionError("nobody rang")


def test_rings_that_come_together_are_one_message(broker: redis.Redis) -> None:
    own = bell.Bell()
    for entry in range(1, 11):
        own.ring([entry])
    assert [entry for message in rung(broker, 10) for entry in message] == list(range(1, 11))
    assert broker.llen(QUEUE) <= 2


def test_many_entries_are_told_in_parts_so_that_nobody_elses_waits_long(broker: redis.Redis) -> None:
    assert bell.send(list(range(45)))
    assert [len(message) for message in rung(broker, 45)] == [20, 20, 5]


def test_an_entry_that_was_rung_for_twice_is_told_once() -> None:
    own = bell.Bell()
    own._waiting = [3, 1, 3]
    assert own.take() == [3, 1]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_rings_for_nothing(broker: redis.Redis) -> None:
    def fail() -> None:
        with transaction.atomic():
            bell.ring_after_commit([1])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    bell.ring_after_commit([2])
    assert rung(broker, 1) == [[2]]


def test_a_broker_that_is_away_is_said_and_not_raised(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with current_app.connection_for_write("redis://127.0.0.1:1/0") as gone:
        producer = current_app.amqp.Producer(gone, auto_declare=False)
        send_task = current_app.send_task
        monkeypatch.setattr(
            current_app._get_current_object(), "send_task", lambda *a, **k: send_task(*a, **k, producer=producer)
        )
        assert not bell.send([1])
    assert "the broker does not answer" in caplog.text
