"""Every route of the OpenAPI document, asked by everybody: who gets an answer, who is sent away, and who must not even
learn that there is something. A route that is missing from the table fails."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import msgspec
import pytest
from rest_framework.test import APIClient

from accounts import push
from accounts.models import User
from accounts.push import Device
from journal import feed, lessons
from journal.lessons import Example, LessonsContent
from journal.teaching import Kind
from tests.accounts.pushservice import Browser
from tests.insights.keeping import keep, tag
from tests.insights.writing import day
from tests.sharing.conftest import WEEK, Story

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]


class Expected(NamedTuple):
    """Statuses for Ana (whose things they are), Ben (another client), Dr. Osei (whom Ana lets read) and Dr. Lund."""

    ana: int
    ben: int
    osei: int
    lund: int
    body: dict[str, Any] | None = None


def a_browser() -> dict[str, Any]:
    return Browser("https://fcm.googleapis.com/fcm/send/abc").subscription()


DONE = {"exercise": "pause-with-return", "local_day": "2026-11-17", "zone": "UTC", "done_at": "2026-11-17T21:00:00Z"}
PAGE = {"grant": "{grant}", "week": WEEK}
EXPECTED: dict[tuple[str, str], Expected] = {
    ("get", "me/"): Expected(200, 200, 200, 200),
    ("patch", "me/"): Expected(200, 200, 200, 200, {"name": "N"}),
    ("post", "sync/push"): Expected(200, 200, 403, 403, {"ops": []}),
    ("get", "sync/pull"): Expected(200, 200, 403, 403),
    ("get", "entries/"): Expected(200, 200, 403, 403),
    ("post", "entries/"): Expected(201, 201, 403, 403, {"text": "x"}),
    ("get", "entries/{uid}/"): Expected(200, 404, 403, 403),
    ("patch", "entries/{uid}/"): Expected(200, 404, 403, 403, {"mood": 2}),
    ("delete", "entries/{uid}/"): Expected(204, 404, 403, 403),
    ("get", "entries/{uid}/tags/"): Expected(200, 404, 403, 403),
    ("post", "entries/{uid}/tags/"): Expected(201, 404, 403, 403, {"pattern": "trust", "start": 2, "end": 7}),
    ("put", "entries/{uid}/tags/{tag}/verdict/"): Expected(200, 404, 403, 403, {"answer": "yes"}),
    ("get", "lessons/"): Expected(200, 200, 403, 403),
    ("delete", "lessons/"): Expected(204, 204, 403, 403),
    ("delete", "lessons/{lesson}/"): Expected(204, 404, 403, 403),
    ("get", "reminders/"): Expected(200, 200, 403, 403),
    ("put", "reminders/"): Expected(200, 200, 403, 403, {"reminders": []}),
    ("get", "push-subscriptions/"): Expected(200, 200, 403, 403),
    ("post", "push-subscriptions/"): Expected(201, 201, 403, 403, a_browser()),
    ("delete", "push-subscriptions/{device}/"): Expected(204, 404, 403, 403),
    ("get", "exercises/"): Expected(200, 200, 403, 403),
    ("get", "recommendations/"): Expected(200, 200, 403, 403),
    ("get", "insights/weeks/"): Expected(200, 200, 403, 403),
    ("get", "insights/weeks/{week}/"): Expected(200, 200, 403, 403),
    ("get", "practices/"): Expected(200, 200, 403, 403),
    ("post", "practices/"): Expected(201, 201, 403, 403, DONE),
    ("post", "invitations/"): Expected(201, 201, 403, 403, {"name": "A"}),
    ("post", "invitations/claim/"): Expected(403, 403, 404, 404, {"code": "0000-0000-0000-0000"}),
    ("get", "grants/"): Expected(200, 200, 403, 403),
    ("patch", "grants/{grant}/"): Expected(200, 404, 403, 403, {"state": "paused"}),
    ("delete", "grants/{grant}/"): Expected(204, 404, 403, 403),
    ("post", "grants/{grant}/confirm/"): Expected(200, 404, 403, 403),
    ("post", "shares/preview/"): Expected(200, 404, 403, 403, PAGE),
    ("get", "shares/"): Expected(200, 200, 403, 403),
    ("post", "shares/"): Expected(409, 404, 403, 403, PAGE | {"preview": "another page"}),
    ("delete", "shares/{share}/"): Expected(204, 404, 403, 403),
    ("get", "viewings/"): Expected(200, 200, 403, 403),
    ("get", "clients/"): Expected(403, 403, 200, 200),
    ("get", "clients/{grant}/summaries/"): Expected(403, 403, 200, 404),
    ("get", "clients/{grant}/summaries/{share}/"): Expected(403, 403, 200, 404),
}
Ids = dict[str, str]


@pytest.fixture
def ids(as_: As, ana: User, dr_osei: User) -> Ids:
    """Ana's entry with its tag, her grant to Dr. Osei, and the page behind it."""
    found = tag("trust", quote="I slept well")
    entry = keep(ana, day(0), found)
    story = Story(as_(ana), as_(dr_osei))
    grant = story.connect()
    known = {"uid": str(entry.uid), "tag": str(found.id), "grant": grant, "share": story.share(grant)}
    device, _ = push.register(ana, msgspec.convert(a_browser(), Device))
    return known | {"week": WEEK, "lesson": str(a_lesson(ana)), "device": str(device.pk)}


def a_lesson(owner: User) -> UUID:
    """Three answers of `owner`, as the worker keeps them."""
    kind = Kind("trust", "no")
    examples = [Example(uuid4(), number, kind, b"\x01") for number in range(1, 4)]
    content = LessonsContent(examples=examples)
    content.name()
    with feed.writing(owner.pk) as writing:
        lessons.keep(writing, owner.pk, None, content)
    return content.lessons[0].id


def ask(client: APIClient, route: tuple[str, str], body: dict[str, Any] | None, ids: Ids) -> Any:
    method, path = route
    filled = {name: value.format(**ids) if isinstance(value, str) else value for name, value in (body or {}).items()}
    address = "/api/v1/" + path.format(**ids)
    return client.get(address) if method == "get" else getattr(client, method)(address, filled, format="json")


def test_every_route_of_the_document_is_in_the_table() -> None:
    paths = APIClient().get("/api/v1/schema/").json()["paths"]
    routes = {(method, path.removeprefix("/api/v1/")) for path, verbs in paths.items() for method in verbs}
    assert routes == EXPECTED.keys()


@pytest.mark.parametrize("route", EXPECTED, ids=" ".join)
def test_everybody_gets_what_is_theirs(
    as_: As, ids: Ids, ana: User, ben: User, dr_osei: User, dr_lund: User, route: tuple[str, str]
) -> None:
    expected = EXPECTED[route]
    asked = {"anonymous": None, "lund": dr_lund, "ben": ben, "osei": dr_osei, "ana": ana}  # the owner last: she deletes
    got = {name: ask(as_(user), route, expected.body, ids).status_code for name, user in asked.items()}
    want = {"anonymous": 401, "ana": expected.ana, "ben": expected.ben, "osei": expected.osei, "lund": expected.lund}
    assert got == want


@pytest.mark.parametrize("route", [route for route, want in EXPECTED.items() if want.ben == 404], ids=" ".join)
def test_what_is_anas_looks_to_ben_like_what_never_was(as_: As, ids: Ids, ben: User, route: tuple[str, str]) -> None:
    nobodys = {name: str(uuid4()) for name in ids} | {"week": WEEK}
    theirs, unknown = (ask(as_(ben), route, EXPECTED[route].body, some) for some in (ids, nobodys))
    assert (theirs.status_code, theirs.content) == (unknown.status_code, unknown.content)
    assert theirs.headers.keys() == unknown.headers.keys()
