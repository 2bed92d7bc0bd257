"""Which hosts are served, what every answer carries, and what is said while a part is away."""

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
STRICT = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_this_machine_is_served(host: str) -> None:
    assert Client().get("/healthz", headers={"host": host}).json() == {"status": "ok"}


@pytest.mark.parametrize("host", ["192.168.1.5:8000", "journal.example.org", "localhost.example.org", "a b"])
def test_another_host_is_refused_with_the_reason(host: str) -> None:
    response = Client().get("/healthz", headers={"host": host})
    assert (response.status_code, response.json()["error"]["code"]) == (400, "host_refused")
    assert "HOLDFAST_ORIGIN" in response.json()["error"]["message"]


@pytest.mark.parametrize("address", ["/", "/healthz", "/api/v1/me/", "/api/v1/nowhere/", "/_allauth/browser/v1/config"])
def test_every_answer_carries_the_strict_policy(address: str) -> None:
    headers = Client().get(address).headers
    assert all(rule in headers["Content-Security-Policy"] for rule in STRICT)
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


def test_a_refused_host_gets_the_strict_policy_too() -> None:
    headers = Client().get("/api/v1/me/", headers={"host": "journal.example.org"}).headers
    assert all(rule in headers["Content-Security-Policy"] for rule in STRICT)
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


@pytest.mark.parametrize("address", ["/api/v1/me/", "/api/v1/nowhere/", "/_allauth/browser/v1/auth/session"])
def test_no_answer_about_a_person_is_stored(address: str) -> None:
    assert Client().get(address).headers["Cache-Control"] == "no-store"


def test_an_unknown_address_of_the_api_is_an_error_in_the_one_shape() -> None:
    response = Client().get("/api/v1/nowhere/")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_a_missing_file_of_the_build_is_not_the_app() -> None:
    assert Client().get("/assets/gone.js").status_code == 404


def test_an_unknown_method_is_an_error_in_the_one_shape(ana: User) -> None:
    client = Client()
    client.force_login(ana)
    assert client.put("/api/v1/sync/push").json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize("length", [2_000_001, 2_600_000])
def test_a_request_that_is_too_large_is_413(ana: User, length: int) -> None:
    client = Client()
    client.force_login(ana)
    response = client.post("/api/v1/entries/", b'"' + b"x" * length, content_type="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "content",
    [
        b'{"email": "ana@example.org", "password": "\\ud800 seven grey gulls at noon"}',
        b"[" * 5_000,
        b'{"email": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"email": NaN}',
        b'{"email": "\xff"}',
        '{"email": "ana@example.org"}'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("door", ["login", "signup"])
def test_what_is_no_strict_json_does_not_reach_sign_in(clean_cache: None, content: bytes, door: str) -> None:
    response = Client().post(f"/_allauth/app/v1/auth/{door}", content, content_type="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid")
    assert not User.objects.exists()
