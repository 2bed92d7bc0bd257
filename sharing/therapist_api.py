"""The therapist's side of sharing over HTTP. Everything of a client comes through `access`, the only door."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

from accounts.http import TherapistView, answer, body, person
from accounts.schema import describe
from insights.isoweeks import name_week
from sharing import access, grants
from sharing.answers import Answering
from sharing.summary import Summary


class Claim(msgspec.Struct, forbid_unknown_fields=True):
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Claimed(msgspec.Struct):
    """What became of a code: it still waits for the client's word."""

    id: UUID
    state: str
    name: str


class ClaimView(Answering, TherapistView):
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "claim"

    @describe("Use the code that a client gave you.", takes=Claim, gives=Claimed, status=201)
    def post(self, request: Request) -> HttpResponse:
        grant, name = grants.claim(person(request), body(request, Claim).code)
        return answer(Claimed(grant.pk, grant.state, name), 201)


class ClientShown(msgspec.Struct):
    """A client: `new` of their `summaries` were never opened."""

    id: UUID
    state: str
    name: str
    since: datetime
    summaries: int
    new: int


class ClientList(msgspec.Struct):
    results: list[ClientShown]


class ClientsView(Answering, TherapistView):
    @describe("Clients who share with you.", gives=ClientList)
    def get(self, request: Request) -> HttpResponse:
        shown = [
            ClientShown(grant.pk, grant.state, grants.read_name(grant), grant.created_at, count, fresh)
            for grant, count, fresh in access.clients(person(request))
        ]
        return answer(ClientList(shown))


class PageListed(msgspec.Struct):
    id: UUID
    week: str
    created_at: datetime
    viewed_at: datetime | None


class PageList(msgspec.Struct):
    results: list[PageListed]


class SummariesView(Answering, TherapistView):
    @describe("The pages that a client shared with you, the newest first.", gives=PageList)
    def get(self, request: Request, grant: UUID) -> HttpResponse:
        shown = [
            PageListed(share.pk, name_week(share.monday), share.created_at, viewed_at)
            for share, viewed_at in access.pages(person(request), grant)
        ]
        return answer(PageList(shown))


class SummaryView(Answering, TherapistView):
    @describe("One page. The client sees that you opened it.", gives=Summary, name="summary_retrieve")
    def get(self, request: Request, grant: UUID, share: UUID) -> HttpResponse:
        return answer(access.read(person(request), grant, share))
