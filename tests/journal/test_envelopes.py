"""A push as a browser sends it, with its CSRF token: one op that can never be kept holds up no other."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from journal.models import Entry, Operation
from tests.journal.documents import an_entry, an_op

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(ana: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get("/api/v1/me/")
    return client


def push(browser: Client, content: bytes) -> Any:
    token = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    return browser.post("/api/v1/sync/push", content, content_type="application/json", headers=token)


def envelope(*ops: bytes) -> bytes:
    return b'{"ops": [' + b", ".join(ops) + b"]}"


def good() -> bytes:
    return json.dumps(an_op(an_entry())).encode()


def with_extra(value: bytes) -> bytes:
    return json.dumps(an_op(an_entry(extra_field="@@"))).encode().replace(b'"@@"', value)


@pytest.mark.parametrize(
    "value",
    [b"NaN", b"-Infinity", b"1e400", b'"\\ud800"', b"[" * 20 + b"]" * 20, b'{"a":' * 900 + b"1" + b"}" * 900],
)
def test_a_bad_op_is_rejected_alone(browser: Client, value: bytes) -> None:
    response = push(browser, envelope(good(), with_extra(value), good()))
    assert [result["status"] for result in response.json()["results"]] == ["applied", "rejected", "applied"]
    assert (Entry.objects.count(), Operation.objects.count()) == (2, 2)


@pytest.mark.parametrize("value", [b"[" * 19 + b"]" * 19, b"1.7e308", str(10**40).encode(), b'"\\u0000"'])
def test_what_a_newer_phone_may_say_is_given_back_as_it_was(browser: Client, value: bytes) -> None:
    (result,) = push(browser, envelope(with_extra(value))).json()["results"]
    assert result["status"] == "applied"
    assert browser.get("/api/v1/entries/").json()["results"][0]["extra_field"] == json.loads(value)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_only_utf8_is_read(browser: Client, coding: str) -> None:
    response = push(browser, envelope(good()).decode().encode(coding))
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("kind", ["person", "verdict"])
def test_a_refusal_does_not_repeat_what_was_given(browser: Client, kind: str) -> None:
    secret = "what she said to me"
    doc = {"name": "Jo", "kind": secret} if kind == "person" else {"entry": secret, "tag": secret, "answer": secret}
    response = push(browser, envelope(json.dumps(an_op(doc, kind=kind)).encode()))
    assert response.json()["results"][0]["status"] == "rejected"
    assert secret not in response.content.decode()


def test_without_its_token_a_browser_changes_nothing(browser: Client) -> None:
    response = browser.post("/api/v1/sync/push", envelope(good()), content_type="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "forbidden")
    assert not Entry.objects.exists()


def test_a_position_that_this_feed_never_reached_means_pulling_again(browser: Client) -> None:
    """As after a backup was brought back: the phone has seen more than the server holds."""
    push(browser, envelope(good(), good()))
    seen = browser.get("/api/v1/sync/pull").json()
    ahead = f"{seen['epoch']}.{3}"
    assert browser.get("/api/v1/sync/pull", {"after": seen["next"]}).status_code == 200
    assert browser.get("/api/v1/sync/pull", {"after": ahead}).status_code == 410
