"""Sign-up, sign-in and sign-out through allauth headless, as the phone app and a script do it."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]
BROWSER, APP = "/_allauth/browser/v1/auth", "/_allauth/app/v1/auth"
PASSWORD = "seven grey gulls at noon"


def send(client: Client, address: str, content: dict[str, Any], **headers: str) -> Any:
    return client.post(address, content, content_type="application/json", headers=headers)


def a_browser() -> Client:
    """A browser that checks CSRF, with its token fetched as the app fetches it."""
    client = Client(enforce_csrf_checks=True)
    client.get(f"{BROWSER}/session")
    return client


def sign_up(client: Client, **fields: str) -> Any:
    content = {"email": "ana@example.org", "password": PASSWORD} | fields
    return send(client, f"{BROWSER}/signup", content, **{"X-CSRFToken": client.cookies["csrftoken"].value})


def test_a_person_signs_up_in_a_browser_and_is_a_client(db: None) -> None:
    client = a_browser()
    response = sign_up(client, zone="Europe/Berlin", name="Ana")
    assert response.status_code == 200, response.content
    me = client.get("/api/v1/me/").json()
    assert me == {
        "id": str(User.objects.get().pk),
        "email": "ana@example.org",
        "name": "Ana",
        "role": "client",
        "zone": "Europe/Berlin",
        "reading": True,
    }


def test_a_therapist_says_so_when_signing_up(db: None) -> None:
    client = a_browser()
    assert sign_up(client, role="therapist").status_code == 200
    assert client.get("/api/v1/me/").json()["role"] == "therapist"


@pytest.mark.parametrize("fields", [{"role": "admin"}, {"zone": "Mars/Olympus"}, {"password": "fourteen chars"}])
def test_a_sign_up_that_makes_no_sense_makes_no_account(db: None, fields: dict[str, str]) -> None:
    assert sign_up(a_browser(), **fields).status_code == 400
    assert not User.objects.exists()


def test_a_password_is_stored_as_argon2(db: None) -> None:
    sign_up(a_browser())
    assert User.objects.get().password.startswith("argon2")


def test_a_browser_without_the_csrf_token_is_refused(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = send(client, f"{BROWSER}/signup", {"email": "ana@example.org", "password": PASSWORD})
    assert (response.status_code, response.json()["error"]["code"]) == (403, "forbidden")


def test_signing_out_ends_the_session(db: None) -> None:
    client = a_browser()
    sign_up(client)
    token = client.cookies["csrftoken"].value
    assert client.delete(f"{BROWSER}/session", headers={"X-CSRFToken": token}).status_code == 401
    assert client.get("/api/v1/me/").status_code == 401


def test_signing_in_again_works_with_the_right_password_only(db: None) -> None:
    sign_up(a_browser())
    for password, status in (("seven grey gulls at night", 400), (PASSWORD, 200)):
        client = a_browser()
        token = client.cookies["csrftoken"].value
        content = {"email": "ana@example.org", "password": password}
        assert send(client, f"{BROWSER}/login", content, **{"X-CSRFToken": token}).status_code == status


def test_a_script_signs_up_and_uses_a_session_token(db: None) -> None:
    response = send(Client(), f"{APP}/signup", {"email": "ana@example.org", "password": PASSWORD})
    assert response.status_code == 200
    token = response.json()["meta"]["session_token"]
    assert Client().get("/api/v1/me/", headers={"X-Session-Token": token}).json()["email"] == "ana@example.org"
    assert Client().get("/api/v1/me/", headers={"X-Session-Token": "x" * 32}).status_code == 401
