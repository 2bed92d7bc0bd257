"""Worker, broker and launcher die; nothing that was acknowledged is lost, and reading catches up."""

import signal
import time
from pathlib import Path
from uuid import uuid4

import pytest

from backend.demo.client import Client, Json
from tests.journeys import people, stacks
from tests.journeys.stacks import Stack, until

READ_WITHIN_S = 30.0
LONG = " ".join([people.ASKED] * 15)


@pytest.fixture
def client(stack: Stack) -> Client:
    signed_in = Client(stack.address)
    signed_in.sign_up(f"ana-{uuid4().hex}@example.org", people.PASSWORD, "Ana", "Europe/Berlin")
    return signed_in


def save(client: Client, text: str = people.ASKED) -> Json:
    return client.post("/api/v1/entries/", {"text": text}).body


def is_read(client: Client, entry: Json) -> bool:
    return bool(client.get(f"/api/v1/entries/{entry['id']}/tags/")["read"])


def test_a_worker_killed_while_reading_loses_nothing(stack: Stack, client: Client) -> None:
    entries = [save(client, LONG) for _ in range(4)]
    time.sleep(0.3)
    stack.send("celery", signal.SIGKILL)
    assert until(lambda: stack.ready()["http"] == 200, 60)
    assert until(lambda: all(is_read(client, entry) for entry in entries), READ_WITHIN_S)


def test_a_killed_broker_does_not_stop_saving_and_reading_catches_up(stack: Stack, client: Client) -> None:
    stack.send("valkey-server", signal.SIGKILL)
    began = time.monotonic()
    entry = save(client)
    assert time.monotonic() - began < 10
    assert until(lambda: is_read(client, entry), READ_WITHIN_S + 15)


def test_a_frozen_broker_does_not_stop_saving_and_reading_catches_up(stack: Stack, client: Client) -> None:
    stack.send("valkey-server", signal.SIGSTOP)
    try:
        entries = [save(client) for _ in range(5)]
        assert stack.ready()["http"] == 503
    finally:
        stack.send("valkey-server", signal.SIGCONT)
    assert until(lambda: all(is_read(client, entry) for entry in entries), READ_WITHIN_S + 15)


def test_a_killed_launcher_leaves_nobody_and_everything_is_there_again(tmp_path: Path) -> None:
    with stacks.run(tmp_path / "var") as first:
        client = Client(first.address)
        email = f"ana-{uuid4().hex}@example.org"
        client.sign_up(email, people.PASSWORD, "Ana", "UTC")
        entry = save(client)
        parts = [pid for part in ("granian", "celery", "valkey-server") for pid in first.pids(part)]
        assert len(parts) >= 4
        first.launcher.kill()
        first.launcher.wait()
        assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in parts), 20)
    with stacks.run(tmp_path / "var") as second:
        client = Client(second.address)
        client.sign_in(email, people.PASSWORD)
        assert client.get(f"/api/v1/entries/{entry['id']}/")["text"] == people.ASKED
        assert until(lambda: is_read(client, entry), READ_WITHIN_S)
