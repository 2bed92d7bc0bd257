"""Devices that are reached by web push, over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

from accounts import push
from accounts.http import ClientView, Refused, answer, body, person
from accounts.models import PushSubscription
from accounts.push import ENDPOINT_MAX, Device, Language, PushKeys
from accounts.schema import describe
from accounts.vault import Unreadable


class DeviceNew(msgspec.Struct, forbid_unknown_fields=True):
    """A subscription as the browser made it, the language that the browser shows, and a name for the list."""

    endpoint: Annotated[str, msgspec.Meta(min_length=1, max_length=ENDPOINT_MAX)]
    keys: PushKeys
    language: Language = "en"
    name: Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f]*$")] = ""


class DeviceShown(msgspec.Struct):
    id: UUID
    name: str
    created_at: datetime


class DeviceList(msgspec.Struct):
    """`key` is the public key of this server, null where it sends no reminders."""

    results: list[DeviceShown]
    key: str | None


class DevicesView(ClientView):
    throttle_classes = [ScopedRateThrottle]

    def get_throttles(self) -> list[ScopedRateThrottle]:  # type: ignore[override]  # a list of that very kind
        self.throttle_scope = "remind" if self.request.method == "GET" else "subscribe"
        return [ScopedRateThrottle()]

    @describe("The devices that reminders go to, and the key to subscribe one with.", gives=DeviceList)
    def get(self, request: Request) -> HttpResponse:
        rows = PushSubscription.objects.filter(owner=person(request)).order_by("pk")
        pair = push.key()
        return answer(DeviceList([_show(row) for row in rows], pair.public if pair else None))

    @describe("Let reminders go to this device. The same device again is the same one.",
              takes=DeviceNew, gives=DeviceShown, status=201)  # fmt: skip
    def post(self, request: Request) -> HttpResponse:
        asked = body(request, DeviceNew)
        if push.key() is None:
            raise Refused(409, "conflict", "This server sends no reminders.")
        device = Device(asked.endpoint, asked.keys, asked.language, asked.name)
        row, is_new = push.register(person(request), device)
        return answer(_show(row), 201 if is_new else 200)


class DeviceView(ClientView):
    @describe("Let no reminder go to this device any more.", status=204)
    def delete(self, request: Request, device: UUID) -> HttpResponse:
        gone, _ = PushSubscription.objects.filter(owner=person(request), pk=device).delete()
        if not gone:
            raise Refused(404, "not_found", "There is no such device.")
        return HttpResponse(status=204)


def _show(row: PushSubscription) -> DeviceShown:
    try:
        name = push.opened(row).name
    except Unreadable:
        name = ""
    return DeviceShown(row.pk, name, row.created_at)
