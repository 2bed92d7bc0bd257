"""Lists take the same queries for one thing and for three, and give their pages in order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from sharing import grants
from sharing.models import Grant
from tests.insights.keeping import keep
from tests.insights.writing import day
from tests.sharing.conftest import As, Story

pytestmark = pytest.mark.django_db


def count_queries(client: object, address: str) -> tuple[int, int]:
    """How many things the list gives, and how many queries of the journal's database it took."""
    with CaptureQueriesContext(connection) as queries:
        got = client.get(address)  # type: ignore[attr-defined]
    return len(got.json()["results"]), len(queries)


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_and_viewings_of_a_client(story: Story, tags: dict[str, str], many: int) -> None:
    grant = story.connect()
    for number in range(many):
        story.read(grant, story.share(grant, note=str(number)))
    assert count_queries(story.client, "/api/v1/shares/") == (many, 4)  # session, user, pages, viewings
    assert count_queries(story.client, "/api/v1/viewings/") == (many, 3)  # session, user, viewings
    # session, user, the grant, its pages
    assert count_queries(story.therapist, f"/api/v1/clients/{grant}/summaries/") == (many, 4)


@pytest.mark.parametrize("many", [1, 3])
def test_the_grants_of_a_client(as_: As, ana: User, many: int) -> None:
    for number in range(many):
        therapist = User.objects.create_user(f"t{number}@example.org", role="therapist")
        grants.claim(therapist, grants.invite(ana, "Ana B.")[1])
    assert count_queries(as_(ana), "/api/v1/grants/") == (many, 3)  # session, user, grants


@pytest.mark.parametrize("many", [1, 3])
def test_the_clients_of_a_therapist(as_: As, dr_osei: User, many: int) -> None:
    for number in range(many):
        client = User.objects.create_user(f"c{number}@example.org")
        grants.claim(dr_osei, grants.invite(client, "Somebody")[1])
    assert count_queries(as_(dr_osei), "/api/v1/clients/") == (many, 3)  # session, user, grants with their counts


@pytest.mark.parametrize("route", ["shares", "viewings"])
def test_long_lists_come_in_pages_newest_first(story: Story, tags: dict[str, str], route: str) -> None:
    grant = story.connect()
    shares = [story.share(grant, note=str(number)) for number in range(3)]
    for share in shares:
        story.read(grant, share)
    key = "id" if route == "shares" else "share"
    first = story.client.get(f"/api/v1/{route}/?limit=2").json()
    second = story.client.get(f"/api/v1/{route}/?limit=2&cursor={first['next']}").json()
    assert [each[key] for each in first["results"] + second["results"]] == shares[::-1]
    assert second["next"] is None
    for bad in ("limit=0", "limit=201", "limit=x", "cursor=x"):
        assert story.client.get(f"/api/v1/{route}/?{bad}").status_code == 400


def test_new_counts_the_pages_that_were_never_opened(story: Story, ana: User, tags: dict[str, str]) -> None:
    keep(ana, day(0) - timedelta(weeks=1))
    grant = story.connect()
    story.read(grant, story.share(grant))
    story.share(grant, week="2026-W46")
    withdrawn = story.share(grant, note="again")
    story.client.delete(f"/api/v1/shares/{withdrawn}/")
    (client,) = story.therapist.get("/api/v1/clients/").json()["results"]
    assert (client["name"], client["summaries"], client["new"]) == ("Ana B.", 2, 1)
    assert client["since"] == story.client.get("/api/v1/grants/").json()["results"][0]["created_at"]
    pages = story.therapist.get(f"/api/v1/clients/{grant}/summaries/").json()["results"]
    assert [(page["week"], page["viewed_at"] is None) for page in pages] == [("2026-W46", True), ("2026-W47", False)]


def test_the_clients_own_id_is_never_told(story: Story, ana: User, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    answers = [
        story.therapist.get("/api/v1/clients/"),
        story.therapist.get(f"/api/v1/clients/{grant}/summaries/"),
        story.read(grant, share),
    ]
    for answer in answers:
        assert str(ana.pk) not in answer.content.decode()
        assert ana.email not in answer.content.decode()
    assert Grant.objects.get(pk=grant).client == ana
