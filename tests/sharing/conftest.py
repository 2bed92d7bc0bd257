"""A week that Ana wrote, and the ways from an invitation to a page that Dr. Osei may read."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from sharing.models import Viewing
from tests.insights.keeping import keep, tag
from tests.insights.writing import day

As = Callable[[User | None], APIClient]
WEEK = "2026-W47"


@pytest.fixture(autouse=True)
def _no_tries_yet(clean_cache: None) -> None:
    """Tries of other tests must not count."""


@pytest.fixture
def tags(ana: User) -> dict[str, str]:
    """Ana's week: five entries, with the ids of tags by pattern."""
    found = {
        "trust": tag("trust", quote="I slept well while he was away"),
        "withdrawal": tag("withdrawal", quote="I left the room"),
        "jealousy": tag("jealousy", "resisted", quote="I put the phone away"),
        "theirs": tag("flaw_finding", holder="partner", quote="he mocked my shoes"),
    }
    for number, each in enumerate(found.values()):
        keep(ana, day(number), each, mood=number + 1)
    keep(ana, day(4))
    return {pattern: str(each.id) for pattern, each in found.items()}


class Story:
    """What Ana and Dr. Osei do over HTTP, step by step."""

    def __init__(self, client: APIClient, therapist: APIClient) -> None:
        self.client, self.therapist = client, therapist

    def invite(self, name: str = "Ana B.") -> str:
        made = self.client.post("/api/v1/invitations/", {"name": name}, format="json")
        assert made.status_code == 201
        return str(made.json()["code"])

    def claim(self, code: str) -> str:
        claimed = self.therapist.post("/api/v1/invitations/claim/", {"code": code}, format="json")
        assert claimed.status_code == 201
        return str(claimed.json()["id"])

    def connect(self) -> str:
        """The id of an active grant."""
        grant = self.claim(self.invite())
        assert self.client.post(f"/api/v1/grants/{grant}/confirm/").status_code == 200
        return grant

    def preview(self, grant: str, **asked: Any) -> Any:
        return self.client.post("/api/v1/shares/preview/", {"grant": grant, "week": WEEK} | asked, format="json")

    def share(self, grant: str, **asked: Any) -> str:
        """The id of a page that was previewed and approved."""
        approved = {"preview": self.preview(grant, **asked)["ETag"]}
        made = self.client.post("/api/v1/shares/", {"grant": grant, "week": WEEK} | asked | approved, format="json")
        assert made.status_code == 201
        return str(made.json()["id"])

    def read(self, grant: str, share: str) -> Any:
        return self.therapist.get(f"/api/v1/clients/{grant}/summaries/{share}/")


@pytest.fixture
def story(as_: As, ana: User, dr_osei: User) -> Story:
    return Story(as_(ana), as_(dr_osei))


@pytest.fixture
def broken_viewings(db: None) -> Iterator[None]:
    """A database that refuses every row of the table of viewings."""
    table = Viewing._meta.db_table
    postgres = connection.vendor == "postgresql"
    make = (
        [
            "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'full'; END $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
        ]
        if postgres
        else [f"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"]
    )
    with connection.cursor() as cursor:
        for statement in make:
            cursor.execute(statement)
        yield
        cursor.execute(f"DROP TRIGGER refuse ON {table}" if postgres else "DROP TRIGGER refuse")
