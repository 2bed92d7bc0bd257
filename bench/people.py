"""Who uses the product while it is measured: accounts made through sign-up, and the requests they send."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import uuid_utils.compat as uuids

from backend.demo import story
from bench.floor import READER, WRITER
from bench.load import Connection, prepare

TEXT = "He was late and I had the message typed out. I put the phone in the hall and did the washing up. " * 3
FLOOR_WRITER = {"Authorization": f"Token {WRITER}"}
FLOOR_READER = {"Authorization": f"Token {READER}"}
PATIENCE_S = 300.0
TEXTS = [moment.text for moment in story.load().journal.entries]


class Late(Exception):
    """The worker did not read everything in time."""


class Person:
    """A client of the product at `port`, signed up as the phone does it: session cookie and CSRF header.

    `token` is a second sign-in of the same person, as a script does it.
    """

    def __init__(self, port: int) -> None:
        self.line = Connection(port)
        self.after = ""
        account = {"email": f"{uuids.uuid7()}@bench.example", "password": secrets.token_urlsafe(18)}
        asked = self.line.exchange(prepare("GET", "/_allauth/browser/v1/config")).good()
        self.headers = _carry(asked.cookies())
        signup = prepare("POST", "/_allauth/browser/v1/auth/signup", account | {"zone": "UTC"}, self.headers)
        self.headers = _carry(asked.cookies() | self.line.exchange(signup).good().cookies())
        answer = self.line.ask("POST", "/_allauth/app/v1/auth/login", account)
        self.token = {"X-Session-Token": str(answer["meta"]["session_token"])}

    def ask(self, method: str, path: str, body: object = None) -> Any:
        return self.line.ask(method, path, body, self.headers)

    def push(self, texts: list[str]) -> list[str]:
        """Pushes entries in one request; gives their ids."""
        ops = [op(text) for text in texts]
        results = self.ask("POST", "/api/v1/sync/push", {"ops": ops})["results"]
        if any(result["status"] != "applied" for result in results):
            raise ValueError(f"not every entry was kept: {results[0]['status']}")
        return [str(each["id"]) for each in ops]

    def await_readings(self, entries: list[str], pause_s: float) -> None:
        """Pulls every `pause_s` until each entry has its reading. Raises Late."""
        waiting, deadline = set(entries), time.monotonic() + PATIENCE_S
        while True:
            page = self.ask("GET", "/api/v1/sync/pull?limit=200" + (f"&after={self.after}" if self.after else ""))
            self.after = page["next"] or self.after
            waiting -= {each["doc"]["entry"] for each in page["changes"] if each["kind"] == "reading" and each["doc"]}
            if not waiting:
                return
            if time.monotonic() > deadline:
                raise Late(f"{len(waiting)} of {len(entries)} entries were not read in {PATIENCE_S:.0f} s")
            time.sleep(0 if page["has_more"] else pause_s)

    def pushes(self, count: int) -> Iterator[bytes]:
        """Prepared requests, each of which keeps one new entry the phone's way."""
        return (prepare("POST", "/api/v1/sync/push", {"ops": [op(TEXT)]}, self.headers) for _ in range(count))

    def posts(self, count: int) -> Iterator[bytes]:
        """Prepared requests, each of which keeps one new entry the scripts' way."""
        body = {"text": TEXT, "mood": 3}
        made = ({"id": str(uuids.uuid7()), **body} for _ in range(count))
        return (prepare("POST", "/api/v1/entries/", each, self.token) for each in made)

    def repeats(self, path: str, count: int) -> Iterator[bytes]:
        return (prepare("GET", path, None, self.headers) for _ in range(count))


def _carry(cookies: dict[str, str]) -> dict[str, str]:
    line = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": line, "X-CSRFToken": cookies.get("csrftoken", "")}


def op(text: str) -> dict[str, object]:
    """One new entry of now."""
    now = datetime.now(UTC)
    doc = {"text": text, "mood": 3, "written_at": now.isoformat(), "zone": "UTC", "local_day": now.date().isoformat()}
    doc |= {"people": [], "context": [], "read": True}
    return {
        "op_id": str(uuids.uuid7()),
        "kind": "entry",
        "id": str(uuids.uuid7()),
        "base_version": 0,
        "deleted": False,
        "doc": doc,
    }


def floor_posts(count: int) -> Iterator[bytes]:
    """Prepared requests, each of which keeps one row in the floor."""
    body = {"created": datetime.now(UTC).isoformat(), "text": TEXT, "mood": 3}
    made = ({"id": str(uuids.uuid7()), **body} for _ in range(count))
    return (prepare("POST", "/entries", each, FLOOR_WRITER) for each in made)


def floor_lists(count: int) -> Iterator[bytes]:
    return (prepare("GET", "/entries", None, FLOOR_READER) for _ in range(count))


def oldest_unread_s(port: int) -> float | None:
    """How long the oldest unread entry of the product waits; None when all are read."""
    line = Connection(port)
    try:
        age: float | None = json.loads(line.exchange(prepare("GET", "/readyz")).body)["oldest_unread_s"]
        return age
    finally:
        line.close()
