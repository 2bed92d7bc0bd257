"""Devices that ask to be reached: which push services may be asked, whose devices they are, what stays sealed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts import push
from accounts.models import PushSubscription, User
from tests.accounts.pushservice import Browser, Json

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]
AT = "https://fcm.googleapis.com/fcm/send/"
ADDRESS = "/api/v1/push-subscriptions/"


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


def subscribe(client: APIClient, browser: Browser | None = None, **more: object) -> Any:
    return client.post(ADDRESS, (browser or Browser(AT + "abc")).subscription(**more), format="json")


def devices(client: APIClient) -> list[Json]:
    results: list[Json] = client.get(ADDRESS).json()["results"]
    return results


def test_there_are_none_at_first_and_the_key_is_shown(client: APIClient) -> None:
    shown = client.get(ADDRESS).json()
    pair = push.key()
    assert pair is not None
    assert shown == {"results": [], "key": pair.public}
    assert pair.private not in str(shown)


def test_a_device_is_listed_by_its_name_and_never_by_its_address(client: APIClient) -> None:
    made = subscribe(client, name="Firefox on Linux", language="de")
    assert made.status_code == 201
    [shown] = devices(client)
    assert shown == made.json()
    assert (shown["name"], sorted(shown)) == ("Firefox on Linux", ["created_at", "id", "name"])


def test_the_same_device_again_is_the_same_one(client: APIClient) -> None:
    browser = Browser(AT + "abc")
    first, again = subscribe(client, browser), subscribe(client, browser, name="Renamed")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert [one["name"] for one in devices(client)] == ["Renamed"]


def test_a_device_can_be_taken_away(client: APIClient) -> None:
    subscribe(client)
    [shown] = devices(client)
    assert client.delete(f"{ADDRESS}{shown['id']}/").status_code == 204
    assert client.delete(f"{ADDRESS}{shown['id']}/").status_code == 404
    assert devices(client) == []


def test_a_browser_belongs_to_whoever_signed_in_there_last(client: APIClient, as_: As, ben: User) -> None:
    browser = Browser(AT + "shared")
    subscribe(client, browser)
    assert subscribe(as_(ben), browser).status_code == 201
    assert (devices(client), len(devices(as_(ben)))) == ([], 1)


def test_who_knows_only_the_address_takes_no_device_over(client: APIClient, as_: As, ben: User) -> None:
    subscribe(client, Browser(AT + "anas"))
    subscribe(as_(ben), Browser(AT + "anas", auth=b"another sixteen!"))
    assert (len(devices(client)), len(devices(as_(ben)))) == (1, 1)


def test_ben_neither_sees_nor_removes_a_device_of_ana(client: APIClient, as_: As, ben: User) -> None:
    subscribe(client)
    [shown] = devices(client)
    theirs, nobodys = (as_(ben).delete(f"{ADDRESS}{one}/") for one in (shown["id"], uuid4()))
    assert (theirs.status_code, theirs.content) == (404, nobodys.content)
    assert devices(as_(ben)) == []
    assert devices(client) == [shown]


def test_of_more_than_ten_the_oldest_go(client: APIClient) -> None:
    for number in range(12):
        subscribe(client, Browser(f"{AT}{number}"), name=str(number))
    assert [one["name"] for one in devices(client)] == [str(number) for number in range(2, 12)]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QABC",
        "https://wns2-am3p.notify.windows.com/w/?token=abc",
        "https://fcm.googleapis.com:443/fcm/send/abc",
    ],
)
def test_the_push_services_of_the_browsers_are_known(client: APIClient, endpoint: str) -> None:
    assert subscribe(client, Browser(endpoint)).status_code == 201


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://push.apple.com.evil.example/x",
        "https://evilpush.apple.com/x",
        "https://.push.apple.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nX-Evil: 1",
        "https://fcm.googleapis.com:99999/x",
        "https://[::1]/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1:6379/x",
        "http://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.cöm/x",
        "file:///etc/passwd",
        "//fcm.googleapis.com/x",
        "gopher://fcm.googleapis.com/x",
        "https://",
        "x",
    ],
)
def test_no_other_address_is_ever_kept(client: APIClient, endpoint: str) -> None:
    refused = subscribe(client, Browser(endpoint))
    assert (refused.status_code, refused.json()["error"]["field"]) == (400, "endpoint")
    assert endpoint not in refused.content.decode()
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("keys", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"p256dh": "A" * 5}, {"auth": "not base64!"}])
def test_keys_that_cannot_be_are_refused(client: APIClient, keys: Json) -> None:
    subscription = Browser(AT + "abc").subscription()
    subscription["keys"] |= keys
    refused = client.post(ADDRESS, subscription, format="json")
    assert (refused.status_code, refused.json()["error"]["field"].partition(".")[0]) == (400, "keys")


@pytest.mark.parametrize("changed", [{"VAPID_KEY": ""}, {"PUSH_HOSTS": ()}])
def test_a_server_that_sends_none_says_so(client: APIClient, settings: Any, changed: dict[str, object]) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)
    assert client.get(ADDRESS).json()["key"] is None
    assert subscribe(client).status_code == 409


def test_address_keys_and_name_lie_sealed(client: APIClient) -> None:
    subscribe(client, Browser(AT + "anas-own-address"), name="Anas telephone")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_pushsubscription")
        [row] = cursor.fetchall()
    lying = b" ".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row)
    assert [word for word in (b"fcm", b"anas-own", b"telephone", b"sixteen") if word in lying] == []


def test_one_that_cannot_be_opened_has_no_name_and_can_be_removed(client: APIClient) -> None:
    subscribe(client, name="Broken")
    PushSubscription.objects.update(sealed=b"damaged")
    [shown] = devices(client)
    assert shown["name"] == ""
    assert client.delete(f"{ADDRESS}{shown['id']}/").status_code == 204


def test_devices_leave_with_the_person(client: APIClient, ana: User) -> None:
    subscribe(client)
    ana.delete()
    assert not PushSubscription.objects.exists()


def test_a_script_gone_wild_is_slowed_down(client: APIClient) -> None:
    browser = Browser(AT + "abc")
    got = [subscribe(client, browser).status_code for _ in range(61)]
    assert (got[-2], got[-1]) == (200, 429)
    assert client.get(ADDRESS).status_code == 200


def test_the_list_takes_as_many_queries_for_three_devices_as_for_one(client: APIClient) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert devices(client)
        return len(queries)

    subscribe(client)
    few = count()
    for number in range(2):
        subscribe(client, Browser(f"{AT}{number}"))
    assert count() == few
