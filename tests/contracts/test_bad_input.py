"""What no client of ours would send, at every route: an answer of 4xx in the one shape, and nothing kept of it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import models
from rest_framework.test import APIClient

from accounts.models import PushSubscription, User
from insights.models import Practice
from journal.models import Entry, Operation, Person, Reminders, Verdict
from sharing.models import Grant, Invitation, Share
from tests.journal.documents import an_entry, an_op

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache"), pytest.mark.both_databases]
NOBODY = "0192f3a1-7c1e-7b7e-8c55-2f9d4b6a1e00"
KEPT: tuple[type[models.Model], ...] = (
    Entry, Person, Verdict, Practice, Operation, Invitation, Grant, Share, Reminders, PushSubscription,
)  # fmt: skip

WRITERS = (
    "patch me/",
    "post sync/push",
    "put reminders/",
    "post push-subscriptions/",
    "post entries/",
    "post practices/",
    "post invitations/",
    "post shares/preview/",
    "post shares/",
)
GARBAGE: dict[str, bytes] = {
    "empty": b"",
    "cut": b'{"name": "A',
    "list": b"[]",
    "number": b"7",
    "null": b"null",
    "unknown": b'{"surprise": 1}',
    "nan": b'{"name": NaN, "text": NaN, "ops": NaN}',
    "no utf-8": b'{"name": "\xff", "text": "\xff"}',
    "surrogate": b'{"name": "\\ud800", "text": "\\ud800"}',
    "utf-16": '{"name": "A", "text": "A"}'.encode("utf-16"),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(20),
    "deep": b"[" * 50_000,
    "deep inside": b'{"name": ' + b"[" * 900 + b"]" * 900 + b"}",
    "two values": b'{"name": "A"} {"name": "B"}',
    "huge": b'{"name": "' + b"x" * 2_000_000 + b'"}',
}
FIELDS: dict[str, list[dict[str, Any]]] = {
    "patch me/": [
        {"name": 5},
        {"name": None},
        {"name": "x" * 81},
        {"name": "A\0na"},
        {"zone": ""},
        {"zone": "../etc/passwd"},
        {"zone": "Etc/GMT+25"},
        {"zone": 5},
        {"reading": 1},
        {"role": "therapist"},
        {"email": "eve@example.org"},
        {"id": NOBODY},
    ],
    "post entries/": [
        {},
        {"mood": None},
        {"text": ""},
        {"text": None},
        {"text": 5},
        {"text": "x" * 20_001},
        {"mood": 0},
        {"mood": 6},
        {"mood": 2.5},
        {"mood": True},
        {"mood": "3"},
        {"mood": 10**30},
        {"mood": 3, "id": "x"},
        {"mood": 3, "id": None},
        {"mood": 3, "zone": ""},
        {"mood": 3, "zone": "../etc/passwd"},
        {"mood": 3, "zone": "a\0b"},
        {"mood": 3, "zone": "x" * 5_000},
        {"mood": 3, "written_at": "0001-01-01T00:00:00+14:00"},
        {"mood": 3, "written_at": "9999-12-31T23:00:00-14:00"},
        {"mood": 3, "written_at": "2026-11-20T10:00:00"},
        {"mood": 3, "written_at": "2026-11-20T10:00:00+99:99"},
        {"mood": 3, "written_at": [1]},
        {"mood": 3, "local_day": "0001-01-01"},
        {"mood": 3, "local_day": "9999-12-31"},
        {"mood": 3, "local_day": "2025-02-29"},
        {"mood": 3, "people": ["x"]},
        {"mood": 3, "people": [NOBODY] * 51},
        {"mood": 3, "context": ["Not A Slug"]},
        {"mood": 3, "prompt": ""},
        {"mood": 3, "read": "yes"},
        {"mood": 3, "states": {"calm": 11}},
        {"mood": 3, "owner": NOBODY},
        {"mood": 3, "seq": 1},
    ],
    "post practices/": [
        {"exercise": "no-such-exercise"},
        {"exercise": 5},
        {"local_day": "0001-01-01"},
        {"local_day": "9999-12-31"},
        {"zone": "Mars/Olympus"},
        {"done_at": "0001-01-01T00:00:00Z"},
        {"done_at": "9999-12-31T23:59:59Z"},
        {"done_at": "2026-11-17T21:00:00"},
        {"before": -1},
        {"after": 11},
        {"feeling": "great"},
        {"changed": True},
        {"version": 1},
    ],
    "post invitations/": [{"name": ""}, {"name": 5}, {"name": "x" * 81}, {"name": "A", "code": "0000"}],
    "post shares/preview/": [
        {"week": "2026-W99"},
        {"week": 5},
        {"grant": "x"},
        {"note": "x" * 2_001},
        {"note": None},
        {"include": ["diagnosis"]},
        {"include": "moods"},
        {"quotes": ["x"]},
        {"quotes": [NOBODY] * 21},
        {},
    ],
    "post shares/": [{"preview": 5}, {"preview": "x" * 101}, {"preview": "x", "week": "2025-W53"}, {}],
}
WHOLE: dict[str, dict[str, Any]] = {
    "post practices/": {
        "exercise": "pause-with-return",
        "local_day": "2026-11-17",
        "zone": "UTC",
        "done_at": "2026-11-17T21:00:00Z",
    },
    "post shares/preview/": {"grant": NOBODY, "week": "2026-W47"},
    "post shares/": {"grant": NOBODY, "week": "2026-W47"},
}
LISTS = {
    "entries/": ("limit", "cursor", "from", "mood", "person"),
    "sync/pull": ("limit", "after"),
    "practices/": ("limit", "cursor"),
    "shares/": ("limit", "cursor"),
    "viewings/": ("limit", "cursor"),
    "insights/weeks/": ("from", "to"),
}
NONSENSE = ("0", "-1", "201x", "99999999999999999999", "\0", "\ufffd", "💩", "2025-02-29", "../../x", "x" * 3_000)
WEEKS = ("2026-W00", "2026-W54", "2025-W53", "1989-W52", "9999-W53", "%00", "2026-w47", "2026-W47%0A", "x" * 3_000)
# Too little for a new entry by itself, but no fault in one that is whole.
LACKING: list[dict[str, Any]] = [{}, {"mood": None}, {"text": ""}]
OPS: list[Any] = [
    5,
    None,
    "x",
    [],
    {},
    an_op(an_entry(), base=2**31),
    an_op(an_entry(), base=2**63),
    an_op(an_entry(), base=-1),
    an_op(an_entry(), uid="x"),
    an_op(an_entry(), op_id="x"),
    an_op(an_entry(), op_id=None),
    an_op(an_entry(), deleted="yes"),
    an_op(None, deleted=True),
    *(an_op(an_entry(), kind=kind) for kind in ("grant", "reading", "week", "share", "", "x" * 3_000)),
    *(an_op(doc) for doc in (None, {"text": "x"})),
    *(an_op(an_entry() | fields) for fields in FIELDS["post entries/"] if fields not in LACKING),
    *(an_op(an_entry() | {key: 1}) for key in ("id", "version", "seq", "owner", "tags", "reading", "deleted")),
    an_op(an_entry() | {f"k{number}": 1 for number in range(101)}),
    *(an_op(WHOLE["post practices/"] | fields, kind="practice") for fields in FIELDS["post practices/"]),
    *(an_op(doc, kind="person") for doc in ({}, {"name": ""}, {"name": "x" * 81}, {"name": "Jo", "kind": "enemy"})),
    an_op({"entry": NOBODY, "tag": NOBODY, "answer": "yes"}, kind="verdict"),
    an_op({"entry": NOBODY, "tag": NOBODY, "answer": "maybe"}, kind="verdict"),
    an_op({"entry": NOBODY, "tag": NOBODY, "answer": "other_pattern", "pattern": "mine"}, kind="verdict"),
]


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


@pytest.fixture(autouse=True)
def nothing_is_kept(ana: User) -> Iterator[None]:
    account = User.objects.filter(pk=ana.pk).values("email", "name", "role", "zone", "reading", "password", "is_active")
    before = account.get()
    yield
    assert {model.__name__: model._default_manager.count() for model in KEPT} == {model.__name__: 0 for model in KEPT}
    assert account.all().get() == before


def assert_refused(response: Any, *statuses: int) -> None:
    """A refusal in the one shape, with the headers of every answer."""
    assert response.status_code in statuses, (response.status_code, response.content[:200])
    fault = response.json()["error"]
    assert {"code", "message"} <= fault.keys() <= {"code", "message", "field"}
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def send(client: APIClient, route: str, content: Any, kind: str = "application/json") -> Any:
    method, path = route.split(" ")
    return client.generic(method.upper(), f"/api/v1/{path}", content, content_type=kind)


@pytest.mark.parametrize("name", GARBAGE)
@pytest.mark.parametrize("route", WRITERS)
def test_a_body_that_is_no_request(client: APIClient, route: str, name: str) -> None:
    assert_refused(send(client, route, GARBAGE[name]), 413 if name == "huge" else 400)


@pytest.mark.parametrize("route", WRITERS)
def test_a_body_that_is_called_something_else(client: APIClient, route: str) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "json"):
        assert_refused(send(client, route, b'{"name": "A", "text": "A", "ops": []}', kind), 415)


@pytest.mark.parametrize(
    ("route", "fields"),
    [(route, fields) for route, some in FIELDS.items() for fields in some],
    ids=lambda value: str(value)[:60],
)
def test_a_field_that_cannot_be(client: APIClient, route: str, fields: dict[str, Any]) -> None:
    # Of a grant that is nobody's, nothing is said at all.
    statuses = (400, 404) if route.startswith("post shares/") else (400,)
    body = {} if route.startswith("post shares/") and not fields else WHOLE.get(route, {}) | fields
    assert_refused(send(client, route, json.dumps(body).encode()), *statuses)


@pytest.mark.parametrize(
    ("path", "name"), [(path, name) for path, names in LISTS.items() for name in names], ids=lambda value: str(value)
)
def test_a_question_that_makes_no_sense(client: APIClient, path: str, name: str) -> None:
    for value in NONSENSE:
        assert_refused(client.get(f"/api/v1/{path}", {name: value}), 400)


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week[:12])
def test_a_week_that_there_is_not(client: APIClient, week: str) -> None:
    assert_refused(client.get(f"/api/v1/insights/weeks/{week}/"), 400)


@pytest.mark.parametrize("path", ["entries/{}/", "entries/{}/tags/", "grants/{}/confirm/", "clients/{}/summaries/"])
def test_an_id_that_is_none(client: APIClient, path: str) -> None:
    for uid in ("x", "%00", "..", NOBODY.upper() + "A", "123", NOBODY + "%0A"):
        assert_refused(client.get(f"/api/v1/{path.format(uid)}"), 404)


@pytest.mark.parametrize("op", OPS, ids=lambda op: "op")
def test_an_op_that_can_never_be_kept(client: APIClient, op: Any) -> None:
    response = client.post("/api/v1/sync/push", {"ops": [op]}, format="json")
    (result,) = response.json()["results"]
    assert (response.status_code, result["status"]) == (200, "rejected"), result
    assert {"code", "message"} <= result["error"].keys()


@pytest.mark.parametrize("path", ["", "nowhere/", "me", "entries", "sync/push/", f"entries/{NOBODY}", "me/%00"])
def test_an_address_that_leads_nowhere(client: APIClient, path: str) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"):
        assert_refused(client.generic(method, f"/api/v1/{path}"), 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [("delete", "me/"), ("get", "sync/push"), ("post", "sync/pull"), ("put", "entries/"), ("post", "viewings/")],
)
def test_a_verb_that_does_nothing_here(client: APIClient, method: str, path: str) -> None:
    assert_refused(client.generic(method.upper(), f"/api/v1/{path}"), 405)
