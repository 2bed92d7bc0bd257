"""The states of a grant: claimed → active ⇄ paused → revoked or expired, and no way back."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from accounts import keystore
from accounts.models import User
from sharing import grants
from sharing.models import ENDED, LIVE, Grant, Invitation, Share, State
from sharing.tasks import end_expired
from tests.sharing.conftest import As, Story

pytestmark = pytest.mark.django_db
STATES = [state.value for state in State]


def put_into(grant: str, state: str) -> None:
    ended = {"ended_at": timezone.now(), "sealed": b""} if state in ENDED else {}
    Grant.objects.filter(pk=grant).update(state=state, **ended)


def run_out(grant: str) -> None:
    """Let the grant's last day pass."""
    now = timezone.now()
    Grant.objects.filter(pk=grant).update(created_at=now - timedelta(days=90), expires_at=now - timedelta(seconds=1))


def test_a_grant_begins_as_claimed_lasts_ninety_days_and_says_who(story: Story) -> None:
    grant = story.claim(story.invite("Ana B."))
    (shown,) = story.client.get("/api/v1/grants/").json()["results"]
    assert (shown["id"], shown["state"], shown["name"]) == (grant, "claimed", "Ana B.")
    assert shown["therapist"] == {"name": "Dr. Osei", "email": "osei@example.org"}
    row = Grant.objects.get(pk=grant)
    assert row.expires_at - row.created_at == timedelta(days=90)


@pytest.mark.parametrize(
    ("verb", "allowed", "after"),
    [
        ("confirm", {"claimed", "active"}, "active"),
        ("pause", {"active", "paused"}, "paused"),
        ("resume", {"active", "paused"}, "active"),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_each_verb_works_from_its_states_alone(
    story: Story, state: str, verb: str, allowed: set[str], after: str
) -> None:
    grant = story.claim(story.invite())
    put_into(grant, state)
    if verb == "confirm":
        got = story.client.post(f"/api/v1/grants/{grant}/confirm/")
    else:
        wanted = {"state": "paused" if verb == "pause" else "active"}
        got = story.client.patch(f"/api/v1/grants/{grant}/", wanted, format="json")
    expected = (200, after) if state in allowed else (409, state)
    assert (got.status_code, Grant.objects.get(pk=grant).state) == expected


@pytest.mark.parametrize("state", STATES)
def test_only_an_active_grant_opens_a_page(story: Story, tags: dict[str, str], state: str) -> None:
    grant = story.connect()
    share = story.share(grant)
    put_into(grant, state)
    assert story.read(grant, share).status_code == (200 if state == "active" else 404)


@pytest.mark.parametrize("state", [state for state in STATES if state != "active"])
def test_nothing_can_be_shared_unless_the_grant_is_active(story: Story, tags: dict[str, str], state: str) -> None:
    grant = story.connect()
    asked = {"grant": grant, "week": "2026-W47", "preview": story.preview(grant)["ETag"]}
    put_into(grant, state)
    assert story.client.post("/api/v1/shares/", asked, format="json").status_code == 409
    assert Share.objects.count() == 0


def test_resting_and_empty_look_the_same_to_the_therapist(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    address = f"/api/v1/clients/{grant}/summaries/"
    empty = story.therapist.get(address)
    story.share(grant)
    story.client.patch(f"/api/v1/grants/{grant}/", {"state": "paused"}, format="json")
    resting = story.therapist.get(address)
    assert (resting.status_code, resting.content) == (empty.status_code, empty.content)
    (listed,) = story.therapist.get("/api/v1/clients/").json()["results"]
    assert (listed["state"], listed["summaries"], listed["new"]) == ("paused", 0, 0)


def test_going_on_after_a_pause_shows_the_pages_again(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    for state, status in (("paused", 404), ("active", 200)):
        story.client.patch(f"/api/v1/grants/{grant}/", {"state": state}, format="json")
        assert story.read(grant, share).status_code == status


def test_a_grant_that_ran_out_is_shut_before_anybody_swept(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    run_out(grant)
    assert story.read(grant, share).status_code == 404
    assert story.therapist.get(f"/api/v1/clients/{grant}/summaries/").status_code == 404
    assert story.therapist.get("/api/v1/clients/").json() == {"results": []}
    assert story.client.get("/api/v1/grants/").json()["results"][0]["state"] == "expired"


def test_the_sweep_destroys_keys_of_what_ran_out_and_forgets_unused_codes(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    story.invite()
    run_out(grant)
    now = timezone.now()
    Invitation.objects.filter(claimed_at=None).update(created_at=now - timedelta(days=4), expires_at=now)
    end_expired()
    row = Grant.objects.get(pk=grant)
    assert (row.state, bytes(row.sealed), bytes(Share.objects.get(pk=share).sealed)) == ("expired", b"", b"")
    assert Invitation.objects.count() == 1
    with pytest.raises(keystore.KeyGone):
        keystore.open_keyset(keystore.GRANT, UUID(grant))


def test_the_sweep_leaves_what_still_runs(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    story.invite()
    assert grants.end_expired() == 0
    assert story.read(grant, share).status_code == 200
    assert Invitation.objects.count() == 2


def test_two_cannot_share_twice_at_once_but_again_later(story: Story) -> None:
    grant = story.connect()
    code = story.invite()
    got = story.therapist.post("/api/v1/invitations/claim/", {"code": code}, format="json")
    assert (got.status_code, got.json()["error"]["code"]) == (409, "conflict")
    story.client.delete(f"/api/v1/grants/{grant}/")
    assert story.claim(code) != grant
    assert Grant.objects.filter(state__in=LIVE).count() == 1


def test_a_grant_that_ran_out_makes_room_for_a_new_one(story: Story) -> None:
    run_out(story.connect())
    story.connect()
    assert sorted(Grant.objects.values_list("state", flat=True)) == ["active", "expired"]


def test_a_key_that_is_gone_shuts_the_page_even_if_the_rows_say_otherwise(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    keystore.destroy(keystore.GRANT, UUID(grant))
    assert story.read(grant, share).status_code == 404
    assert story.client.get("/api/v1/viewings/").json()["results"] == []


def test_one_persons_word_changes_nothing_for_another(story: Story, as_: As, ben: User) -> None:
    grant = story.claim(story.invite())
    stranger = as_(ben)
    assert stranger.post(f"/api/v1/grants/{grant}/confirm/").status_code == 404
    assert stranger.delete(f"/api/v1/grants/{grant}/").status_code == 404
    assert Grant.objects.get(pk=grant).state == "claimed"
