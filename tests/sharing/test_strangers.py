"""Everybody who was not invited, asked about every route: Dr. Lund, Ben, and somebody without an account."""

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from sharing.models import Grant, Share, Viewing
from tests.sharing.conftest import WEEK, As, Story

pytestmark = pytest.mark.django_db

CLIENT_ROUTES = [
    ("post", "invitations/"),
    ("get", "grants/"),
    ("patch", "grants/{grant}/"),
    ("delete", "grants/{grant}/"),
    ("post", "grants/{grant}/confirm/"),
    ("post", "shares/preview/"),
    ("get", "shares/"),
    ("post", "shares/"),
    ("delete", "shares/{share}/"),
    ("get", "viewings/"),
]
THERAPIST_ROUTES = [
    ("post", "invitations/claim/"),
    ("get", "clients/"),
    ("get", "clients/{grant}/summaries/"),
    ("get", "clients/{grant}/summaries/{share}/"),
]
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("patch", "grants/{grant}/"): {"state": "paused"},
    ("post", "shares/preview/"): {"grant": "{grant}", "week": WEEK},
    ("post", "shares/"): {"grant": "{grant}", "week": WEEK, "preview": "x"},
}


class Shared:
    """Ana's grant to Dr. Osei and the page behind it."""

    def __init__(self, grant: str, share: str) -> None:
        self.grant, self.share = grant, share

    def ask(self, client: APIClient, method: str, route: str) -> Any:
        body = {key: value.format(grant=self.grant) for key, value in BODIES.get((method, route), {}).items()}
        address = "/api/v1/" + route.format(grant=self.grant, share=self.share)
        return client.generic(method.upper(), address) if method == "get" else getattr(client, method)(
            address, body, format="json"
        )  # fmt: skip


@pytest.fixture
def shared(story: Story, tags: dict[str, str]) -> Shared:
    grant = story.connect()
    return Shared(grant, story.share(grant, note="between the two of us", quotes=[tags["trust"]]))


@pytest.fixture(autouse=True)
def nothing_changes(shared: Shared) -> Any:
    yield
    assert list(Grant.objects.values_list("state", flat=True)) == ["active"]
    assert Share.objects.filter(withdrawn_at=None).count() == 1
    assert Viewing.objects.count() == 0


@pytest.mark.parametrize(("method", "route"), CLIENT_ROUTES + THERAPIST_ROUTES)
def test_without_an_account_every_door_asks_to_sign_in(as_: As, shared: Shared, method: str, route: str) -> None:
    got = shared.ask(as_(None), method, route)
    assert (got.status_code, got.json()["error"]["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize(("method", "route"), CLIENT_ROUTES)
def test_therapists_have_no_business_on_the_clients_side(
    as_: As, shared: Shared, dr_osei: User, dr_lund: User, method: str, route: str
) -> None:
    for therapist in (dr_osei, dr_lund):
        assert shared.ask(as_(therapist), method, route).status_code == 403


@pytest.mark.parametrize(("method", "route"), THERAPIST_ROUTES)
def test_clients_have_no_business_on_the_therapists_side(
    as_: As, shared: Shared, ana: User, ben: User, method: str, route: str
) -> None:
    for client in (ana, ben):
        assert shared.ask(as_(client), method, route).status_code == 403


@pytest.mark.parametrize(
    ("method", "route"), [pair for pair in CLIENT_ROUTES if "{" in str(pair) + str(BODIES.get(pair))]
)
def test_another_client_finds_nothing_of_ana(as_: As, shared: Shared, ben: User, method: str, route: str) -> None:
    assert shared.ask(as_(ben), method, route).status_code == 404


@pytest.mark.parametrize("route", ["grants/", "shares/", "viewings/"])
def test_the_lists_of_another_client_are_empty(as_: As, shared: Shared, ben: User, route: str) -> None:
    assert shared.ask(as_(ben), "get", route).json()["results"] == []


def test_a_therapist_who_was_not_invited_finds_nothing(as_: As, shared: Shared, dr_lund: User) -> None:
    lund = as_(dr_lund)
    assert shared.ask(lund, "get", "clients/").json() == {"results": []}
    unknown = Shared(str(uuid4()), str(uuid4()))
    for _, route in THERAPIST_ROUTES[2:]:
        theirs, nobodys = shared.ask(lund, "get", route), unknown.ask(lund, "get", route)
        assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)
        assert theirs.status_code == 404


def test_a_therapist_of_another_client_cannot_reach_across(as_: As, shared: Shared, ben: User, dr_lund: User) -> None:
    other = Story(as_(ben), as_(dr_lund))
    grant = other.connect()
    for path in (f"{grant}/summaries/{shared.share}", f"{shared.grant}/summaries/{shared.share}"):
        assert as_(dr_lund).get(f"/api/v1/clients/{path}/").status_code == 404
    other.client.delete(f"/api/v1/grants/{grant}/")
    Grant.objects.filter(pk=grant).delete()
