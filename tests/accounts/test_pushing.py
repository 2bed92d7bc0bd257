"""What a push service is handed: signed, sealed, asked once and nowhere else."""

import json
import socket
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

import http_ece
import msgspec
import pytest
from py_vapid import Vapid02

from accounts import push, pushing
from accounts.push import Device
from accounts.pushing import Delivery, Outcome, Parcel
from tests.accounts import pushservice
from tests.accounts.pushservice import Browser, PushService

WORDS = "A minute for yourself?"


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    settings.PUSH_LOOPBACK = True
    with pushservice.running() as running:
        yield running


def send(browser: Browser, words: str = WORDS, ttl_s: int = 900) -> Delivery:
    device = msgspec.convert(browser.subscription(), Device)
    [delivery] = pushing.deliver([Parcel(device, words, ttl_s)])
    return delivery


def test_the_browser_can_open_it_and_nobody_else(service: PushService) -> None:
    browser = service.browser()
    assert send(browser) == Delivery(Outcome.TAKEN)
    [message] = service.messages
    assert json.loads(browser.open(message.body)) == {"words": WORDS}
    assert WORDS.encode() not in message.body
    with pytest.raises(http_ece.ECEException):
        service.browser().open(message.body)


def test_every_message_has_the_same_size(service: PushService) -> None:
    for words in ("Hola.", "¿Un minuto para ti?", "Zeit für eine Tasse Tee?"):
        send(service.browser(), words)
    assert len({len(message.body) for message in service.messages}) == 1


def test_it_is_signed_by_this_server_for_that_service_alone(service: PushService, settings: Any) -> None:
    settings.PUSH_CONTACT = "mailto:ana@example.org"
    send(service.browser())
    with pushservice.running() as other:
        send(other.browser())
        [message], [elsewhere] = service.messages, other.messages
    scheme, _, rest = message.headers["authorization"].partition(" ")
    told = dict(part.strip().split("=", 1) for part in rest.split(","))
    pair = push.key()
    assert pair is not None
    assert (scheme, told["k"]) == ("vapid", pair.public)
    assert Vapid02.verify(message.headers["authorization"])
    claims = claims_of(told["t"])
    assert (claims["aud"], claims["sub"]) == (service.address, "mailto:ana@example.org")
    assert 0 < claims["exp"] - time.time() <= 24 * 60 * 60
    assert claims_of(elsewhere.headers["authorization"].split("t=")[1].split(",")[0])["aud"] == other.address


def claims_of(token: str) -> dict[str, Any]:
    middle = token.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return claims


def test_it_says_how_long_it_is_worth_delivering_and_replaces_an_older_one(service: PushService) -> None:
    send(service.browser(), ttl_s=600)
    [message] = service.messages
    asked = {name: message.headers[name] for name in ("ttl", "topic", "urgency", "content-encoding")}
    assert asked == {"ttl": "600", "topic": "note", "urgency": "normal", "content-encoding": "aes128gcm"}


@pytest.mark.parametrize(
    ("status", "headers", "delivery"),
    [
        (200, {}, Delivery(Outcome.TAKEN)),
        (202, {}, Delivery(Outcome.TAKEN)),
        (404, {}, Delivery(Outcome.GONE)),
        (410, {}, Delivery(Outcome.GONE)),
        (429, {"Retry-After": "120"}, Delivery(Outcome.LATER, 120)),
        (429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, Delivery(Outcome.LATER)),
        (500, {}, Delivery(Outcome.LATER)),
        (503, {}, Delivery(Outcome.LATER)),
        (400, {}, Delivery(Outcome.LOST)),
        (403, {}, Delivery(Outcome.LOST)),
    ],
)
def test_what_the_service_answers_decides(
    service: PushService, status: int, headers: dict[str, str], delivery: Delivery
) -> None:
    service.answers = [(status, headers)]
    assert send(service.browser()) == delivery


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(service: PushService, status: int) -> None:
    with pushservice.running() as inner:
        service.answers = [(status, {"Location": f"{inner.address}/admin"})]
        assert send(service.browser()) == Delivery(Outcome.LOST)
        assert inner.messages == []


def test_where_nobody_answers_it_comes_again_and_where_somebody_hangs_up_it_does_not(settings: Any) -> None:
    settings.PUSH_LOOPBACK = True
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert send(Browser(f"http://127.0.0.1:{closed.getsockname()[1]}/x")) == Delivery(Outcome.LATER)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        pushing_timeout = pushing.TIMEOUT_S
        pushing.TIMEOUT_S = (0.2, 0.2)
        try:
            assert send(Browser(f"http://127.0.0.1:{mute.getsockname()[1]}/x")) == Delivery(Outcome.LOST)
        finally:
            pushing.TIMEOUT_S = pushing_timeout


def test_a_device_with_keys_that_are_none_is_gone(service: PushService) -> None:
    browser = service.browser()
    subscription = browser.subscription()
    subscription["keys"]["p256dh"] = pushservice.text(b"\x04" + bytes(64))  # no point of the curve
    device = msgspec.convert(subscription, Device)
    assert pushing.deliver([Parcel(device, WORDS, 60)]) == [Delivery(Outcome.GONE)]
    assert service.messages == []


def test_a_service_that_the_settings_name_no_more_is_not_asked(service: PushService, settings: Any) -> None:
    browser = service.browser()
    settings.PUSH_LOOPBACK = False
    assert send(browser) == Delivery(Outcome.LOST)
    assert service.messages == []
