"""Invite → claim → confirm → preview → share → read → the viewing is seen → revoke → gone, over HTTP."""

from uuid import UUID

import pytest

from accounts.keystore import GRANT, KeyGone, open_keyset
from accounts.models import User
from sharing.models import Grant, Share, Viewing
from tests.sharing.conftest import WEEK, As, Story

pytestmark = pytest.mark.django_db


def test_the_therapist_gets_the_very_bytes_that_the_client_saw(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    asked = {"note": "Tuesday, please. 🌊 <b>&", "quotes": [tags["withdrawal"], tags["jealousy"]]}
    seen = story.preview(grant, **asked)
    share = story.share(grant, **asked)
    got = story.read(grant, share)
    assert (seen.status_code, got.status_code) == (200, 200)
    assert got.content == seen.content
    assert got["Content-Type"] == seen["Content-Type"] == "application/json"
    assert b"I left the room" in got.content
    assert b"I slept well" not in got.content
    assert b"he mocked my shoes" not in got.content


def test_a_page_stays_as_it_was_approved_whatever_the_week_says_later(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    seen = story.preview(grant).content
    share = story.share(grant)
    story.client.post("/api/v1/entries/", {"text": "One more.", "local_day": "2026-11-20"}, format="json")
    assert story.preview(grant).content != seen
    assert story.read(grant, share).content == seen


def test_every_viewing_is_shown_to_the_client(story: Story, tags: dict[str, str], dr_osei: User) -> None:
    grant = story.connect()
    share = story.share(grant)
    assert story.client.get("/api/v1/viewings/").json() == {"results": [], "next": None}
    assert story.therapist.get("/api/v1/clients/").json()["results"][0]["new"] == 1
    story.read(grant, share)
    story.read(grant, share)
    viewings = story.client.get("/api/v1/viewings/").json()["results"]
    assert [(each["share"], each["week"], each["therapist"]) for each in viewings] == [
        (share, WEEK, {"name": "Dr. Osei", "email": "osei@example.org"})
    ] * 2
    assert viewings[0]["at"] >= viewings[1]["at"]
    assert [each["viewings"] for each in story.client.get("/api/v1/shares/").json()["results"]] == [2]
    (listed,) = story.therapist.get(f"/api/v1/clients/{grant}/summaries/").json()["results"]
    assert listed["viewed_at"] == viewings[0]["at"]
    assert story.therapist.get("/api/v1/clients/").json()["results"][0]["new"] == 0


def test_after_revoking_nothing_is_found_and_nothing_can_be_opened(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    story.read(grant, share)
    assert story.client.delete(f"/api/v1/grants/{grant}/").status_code == 204
    assert story.read(grant, share).status_code == 404
    assert story.therapist.get(f"/api/v1/clients/{grant}/summaries/").status_code == 404
    assert story.therapist.get("/api/v1/clients/").json() == {"results": []}
    with pytest.raises(KeyGone):
        open_keyset(GRANT, UUID(grant))
    assert bytes(Share.objects.get(pk=share).sealed) == b""
    assert bytes(Grant.objects.get(pk=grant).sealed) == b""
    assert story.client.get("/api/v1/shares/").json()["results"] == []


def test_the_viewings_of_a_revoked_grant_stay_visible_to_the_client(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    share = story.share(grant)
    story.read(grant, share)
    story.client.delete(f"/api/v1/grants/{grant}/")
    assert [each["share"] for each in story.client.get("/api/v1/viewings/").json()["results"]] == [share]
    assert story.client.get("/api/v1/grants/").json()["results"][0]["state"] == "revoked"


def test_revoking_twice_is_revoking_once(story: Story) -> None:
    grant = story.connect()
    assert [story.client.delete(f"/api/v1/grants/{grant}/").status_code for _ in range(2)] == [204, 204]
    assert Grant.objects.get(pk=grant).state == "revoked"


def test_a_page_that_is_taken_back_is_gone_and_the_others_stay(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    gone, kept = story.share(grant), story.share(grant, note="another")
    assert story.client.delete(f"/api/v1/shares/{gone}/").status_code == 204
    assert story.client.delete(f"/api/v1/shares/{gone}/").status_code == 404
    assert (story.read(grant, gone).status_code, story.read(grant, kept).status_code) == (404, 200)
    listed = story.therapist.get(f"/api/v1/clients/{grant}/summaries/").json()["results"]
    assert [each["id"] for each in listed] == [kept]
    assert bytes(Share.objects.get(pk=gone).sealed) == b""


def test_a_page_that_changed_since_its_preview_is_not_shared(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    asked = {"grant": grant, "week": WEEK}
    stale = story.preview(grant)["ETag"]
    story.client.post("/api/v1/entries/", {"text": "One more.", "local_day": "2026-11-20"}, format="json")
    got = story.client.post("/api/v1/shares/", asked | {"preview": stale}, format="json")
    assert (got.status_code, got.json()["error"]["field"]) == (409, "preview")
    fresh = story.preview(grant, note="mine")["ETag"]
    assert story.client.post("/api/v1/shares/", asked | {"preview": fresh}, format="json").status_code == 409
    assert Share.objects.count() == 0


def test_a_weakened_or_bare_tag_of_the_preview_is_understood(story: Story, tags: dict[str, str]) -> None:
    grant = story.connect()
    tag = story.preview(grant)["ETag"]
    for given in (tag, tag.strip('"'), f"W/{tag}"):
        asked = {"grant": grant, "week": WEEK, "preview": given}
        assert story.client.post("/api/v1/shares/", asked, format="json").status_code == 201


def test_words_can_only_be_picked_from_that_week_and_from_oneself(
    story: Story, tags: dict[str, str], as_: As, ben: User
) -> None:
    grant = story.connect()
    for chosen in (tags["theirs"], "01890000-0000-7000-8000-000000000000"):
        got = story.preview(grant, quotes=[chosen])
        assert (got.status_code, got.json()["error"]["field"]) == (400, "quotes")
    assert story.preview(grant, week="2026-W46", quotes=[tags["trust"]]).status_code == 400


def test_reading_without_a_record_of_it_is_refused(story: Story, tags: dict[str, str], broken_viewings: None) -> None:
    grant = story.connect()
    share = story.share(grant)
    got = story.read(grant, share)
    assert (got.status_code, got.json()["error"]["code"]) == (503, "unavailable")
    assert b"coverage" not in got.content
    assert Viewing.objects.count() == 0
