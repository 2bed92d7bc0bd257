from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections
from django.utils import timezone

from accounts import keystore
from accounts.models import User
from sharing import codes, grants
from sharing.models import Grant, Invitation
from tests.sharing.conftest import As, Story

pytestmark = pytest.mark.django_db


def claim(therapist: object, code: str) -> tuple[int, str]:
    got = therapist.post("/api/v1/invitations/claim/", {"code": code}, format="json")  # type: ignore[attr-defined]
    return got.status_code, got.json().get("error", {}).get("code", "")


def test_a_code_is_told_once_and_only_its_hash_is_kept(story: Story) -> None:
    made = story.client.post("/api/v1/invitations/", {"name": "Ana B."}, format="json").json()
    row = Invitation.objects.get(pk=made["id"])
    assert row.digest == codes.digest_of(made["code"])
    assert made["code"] not in str(vars(row))
    assert row.expires_at - row.created_at == timedelta(hours=72)


def test_a_code_works_once(story: Story, as_: As, dr_lund: User) -> None:
    code = story.invite()
    story.claim(code.lower().replace("-", " "))
    assert claim(as_(dr_lund), code) == (404, "not_found")
    assert claim(story.therapist, code) == (404, "not_found")
    assert Grant.objects.count() == 1


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "x", "Ω", "😀" * 10, "A" * 64])
def test_a_wrong_code_opens_nothing(story: Story, code: str) -> None:
    story.invite()
    assert claim(story.therapist, code) == (404, "not_found")


@pytest.mark.parametrize("doc", [{}, {"code": ""}, {"code": "A" * 65}, {"code": 7}, {"code": "A", "client": "me"}, []])
def test_a_claim_that_is_no_claim_is_refused(story: Story, doc: object) -> None:
    got = story.therapist.post("/api/v1/invitations/claim/", doc, format="json")
    assert (got.status_code, got.json()["error"]["code"]) == (400, "invalid")


@pytest.mark.parametrize("name", ["", "x" * 81, None])
def test_a_name_has_one_to_eighty_letters(story: Story, name: object) -> None:
    got = story.client.post("/api/v1/invitations/", {"name": name}, format="json")
    assert (got.status_code, got.json()["error"]["field"]) == (400, "name")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=HYPERLINK(1)", "\u202eanA", "Ana\nB."])
def test_a_name_is_text_and_comes_back_as_it_was_given(story: Story, name: str) -> None:
    story.claim(story.invite(name))
    assert story.therapist.get("/api/v1/clients/").json()["results"][0]["name"] == name


def test_a_code_that_is_out_of_date_opens_nothing(story: Story) -> None:
    code = story.invite()
    now = timezone.now()
    Invitation.objects.update(created_at=now - timedelta(hours=72), expires_at=now)
    assert claim(story.therapist, code) == (404, "not_found")


def test_wrong_codes_are_slowed_down_for_each_therapist_apart(story: Story, as_: As, dr_lund: User) -> None:
    code = story.invite()
    answers = [claim(story.therapist, f"0000-0000-0000-{number:04d}")[0] for number in range(11)]
    assert answers == [404] * 10 + [429]
    assert claim(story.therapist, code) == (429, "throttled")
    assert claim(as_(dr_lund), code) == (201, "")


def test_a_client_claims_nothing_and_a_therapist_invites_nobody(story: Story, as_: As, ben: User) -> None:
    code = story.invite()
    for client in (story.client, as_(ben)):
        assert claim(client, code) == (403, "forbidden")
    assert story.therapist.post("/api/v1/invitations/", {"name": "x"}, format="json").status_code == 403


def test_the_name_is_wiped_from_the_invitation_once_it_is_used(story: Story) -> None:
    story.claim(story.invite())
    assert bytes(Invitation.objects.get().sealed) == b""


def test_a_client_whose_key_is_gone_cannot_be_claimed(story: Story, ana: User) -> None:
    code = story.invite()
    keystore.destroy(keystore.PERSON, ana.pk)
    assert claim(story.therapist, code) == (404, "not_found")
    assert Grant.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_of_two_who_use_a_code_at_once_one_wins(ana: User, dr_osei: User, dr_lund: User) -> None:
    for _ in range(8):
        _, code = grants.invite(ana, "Ana B.")
        tries = [partial(try_to_claim, therapist, code) for therapist in (dr_osei, dr_lund)]
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(alone, tries)) == [False, True]
        for grant in Grant.objects.filter(ended_at=None):
            grants.revoke(ana, grant.pk)


def try_to_claim(therapist: User, code: str) -> bool:
    try:
        grants.claim(therapist, code)
    except grants.Unknown:
        return False
    return True


def alone(work: Callable[[], bool]) -> bool:
    """Run `work` in a thread with connections of its own, closed afterwards."""
    try:
        return work()
    finally:
        connections.close_all()
