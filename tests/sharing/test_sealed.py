"""What the database holds of sharing: nothing that can be read, and nothing that cannot be."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import keystore
from accounts.models import User
from accounts.refusals import Refusal
from sharing import access, grants, pages, sealing
from sharing.models import Grant, Invitation, Share
from sharing.summary import Choice
from tests.insights.writing import MONDAY
from tests.sharing.conftest import Story
from tests.sharing.test_invitations import alone

pytestmark = pytest.mark.django_db
CANARIES = ("Canary Bird", "a line for the session only", "I slept well while he was away")


def everything_stored() -> bytes:
    """Every value of every table of this package."""
    found = []
    with connection.cursor() as cursor:
        for model in (Invitation, Grant, Share):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608  our own names
            for row in cursor.fetchall():
                found += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
                ]
    return b"\n".join(found)


def test_names_lines_and_words_are_in_no_table_and_in_no_log(
    story: Story, tags: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        story.invite("Canary Bird")
        grant = story.claim(story.invite("Canary Bird"))
        story.client.post(f"/api/v1/grants/{grant}/confirm/")
        share = story.share(grant, note=CANARIES[1], quotes=[tags["trust"]])
        page = story.read(grant, share).content.decode()
    assert all(canary in page for canary in CANARIES[1:])
    stored = everything_stored()
    assert [canary for canary in CANARIES if canary.encode() in stored or canary in caplog.text] == []


def test_a_page_opens_only_where_it_was_sealed(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    one, other = story.share(grant), story.share(grant, note="another")
    Share.objects.filter(pk=one).update(sealed=Share.objects.get(pk=other).sealed)
    assert (story.read(grant, one).status_code, story.read(grant, other).status_code) == (404, 200)


def test_the_size_of_a_page_is_told_in_steps_of_256_bytes(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    sizes = {len(Share.objects.get(pk=story.share(grant, note="x" * length)).sealed) for length in (1, 2, 3)}
    assert len(sizes) == 1


def test_nothing_can_be_sealed_or_opened_without_a_key() -> None:
    unknown = UUID(int=1)
    with pytest.raises(sealing.Closed):
        sealing.seal(unknown, "share:x", b"page")
    with pytest.raises(sealing.Closed):
        sealing.unseal(unknown, "share:x", b"page")


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Grant, {"state": "open"}),
        (Grant, {"state": "revoked"}),
        (Grant, {"ended_at": timezone.now()}),
        (Grant, {"state": "revoked", "ended_at": timezone.now()}),  # still holding a name
        (Grant, {"expires_at": timezone.now() - timedelta(days=365)}),
        (Share, {"sealed": b""}),
        (Share, {"withdrawn_at": timezone.now() + timedelta(days=1)}),
        (Share, {"withdrawn_at": timezone.now() - timedelta(days=1), "sealed": b""}),
        (Invitation, {"claimed_at": None, "expires_at": timezone.now() - timedelta(days=9)}),
        (Invitation, {"sealed": b"kept"}),
        (Invitation, {"digest": ""}),
    ],
)
def test_the_database_refuses_what_cannot_be(
    story: Story, tags: dict[str, str], model: type, change: dict[str, object]
) -> None:
    story.share(story.connect())
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)  # type: ignore[attr-defined]


def test_nobody_can_be_their_own_therapist(story: Story, ana: User) -> None:
    story.connect()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.update(therapist=ana)


def test_a_page_cannot_be_shared_under_a_key_that_is_gone(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    asked = {"grant": grant, "week": "2026-W47", "preview": story.preview(grant)["ETag"]}
    keystore.destroy(keystore.GRANT, UUID(grant))
    assert story.client.post("/api/v1/shares/", asked, format="json").status_code == 404
    assert Share.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_a_page_shared_while_its_grant_is_revoked_leaves_nothing_readable(ana: User, dr_osei: User) -> None:
    for _ in range(6):
        grant, _name = grants.claim(dr_osei, grants.invite(ana, "Ana B.")[1])
        grants.move(ana, grant.pk, "confirm")
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(alone, [partial(try_to_share, ana, grant.pk), partial(revoke, ana, grant.pk)]))
        assert [bytes(row.sealed) for row in Share.objects.filter(grant=grant)] in ([], [b""])
        with pytest.raises(grants.Unknown):
            access.pages(dr_osei, grant.pk)


def try_to_share(client: User, grant: UUID) -> bool:
    approved = pages.mark(pages.preview(client, MONDAY, Choice()))
    try:
        pages.share(client, grant, MONDAY, Choice(), approved)
    except (Refusal, grants.Unknown):
        return False
    return True


def revoke(client: User, grant: UUID) -> bool:
    grants.revoke(client, grant)
    return True
