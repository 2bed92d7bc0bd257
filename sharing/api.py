"""The client's side of sharing over HTTP: who may be shown anything, one approved page at a time, and who looked."""

from datetime import date, datetime
from typing import Annotated, Literal, TypeVar
from uuid import UUID

import msgspec
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

from accounts.http import ClientView, Refused, answer, body, person, query
from accounts.schema import describe
from insights.isoweeks import name_week, parse_week
from sharing import grants, pages
from sharing.answers import Answering
from sharing.models import Grant, Share, Viewing
from sharing.summary import EVERY_PART, NOTE_MAX, QUOTES_MAX, Choice, Part, Summary

Record = TypeVar("Record", bound=models.Model)


class InvitationNew(msgspec.Struct, forbid_unknown_fields=True):
    """`name` is how the therapist will see you."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class InvitationShown(msgspec.Struct):
    id: UUID
    code: str
    expires_at: datetime


class InvitationsView(Answering, ClientView):
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "invite"

    @describe("Make a code to give to your therapist face to face. It is shown this once, works once, for 72 hours.",
              takes=InvitationNew, gives=InvitationShown, status=201)  # fmt: skip
    def post(self, request: Request) -> HttpResponse:
        invitation, code = grants.invite(person(request), body(request, InvitationNew).name)
        return answer(InvitationShown(invitation.pk, code, invitation.expires_at), 201)


class TherapistShown(msgspec.Struct):
    name: str
    email: str


class GrantShown(msgspec.Struct):
    """A grant as its client sees it; `name` is empty once it has ended."""

    id: UUID
    state: str
    name: str
    therapist: TherapistShown
    created_at: datetime
    expires_at: datetime


class GrantList(msgspec.Struct):
    results: list[GrantShown]


class GrantChange(msgspec.Struct, forbid_unknown_fields=True):
    state: Literal["paused", "active"]


class GrantsView(Answering, ClientView):
    @describe("Who may be shown pages, or could once.", gives=GrantList)
    def get(self, request: Request) -> HttpResponse:
        rows = Grant.objects.filter(client=person(request)).select_related("therapist").order_by("-pk")
        return answer(GrantList([_show(row) for row in rows]))


class GrantView(Answering, ClientView):
    @describe("Pause sharing, or go on with it.", takes=GrantChange, gives=GrantShown)
    def patch(self, request: Request, grant: UUID) -> HttpResponse:
        wanted = body(request, GrantChange).state
        return answer(_show(grants.move(person(request), grant, "pause" if wanted == "paused" else "resume")))

    @describe("Take everything back: what was shared can be opened by nobody from now on.", status=204)
    def delete(self, request: Request, grant: UUID) -> HttpResponse:
        grants.revoke(person(request), grant)
        return HttpResponse(status=204)


class ConfirmView(Answering, ClientView):
    @describe("Say that this is the therapist whom you gave the code to.", gives=GrantShown)
    def post(self, request: Request, grant: UUID) -> HttpResponse:
        return answer(_show(grants.move(person(request), grant, "confirm")))


def _show(grant: Grant) -> GrantShown:
    return GrantShown(
        id=grant.pk,
        state=grants.state_of(grant, timezone.now()),
        name=grants.read_name(grant),
        therapist=TherapistShown(grant.therapist.name, grant.therapist.email),
        created_at=grant.created_at,
        expires_at=grant.expires_at,
    )


class PageAsked(msgspec.Struct, forbid_unknown_fields=True):
    """A page of one week: your own line, the parts to include, and the tags whose words may be quoted."""

    grant: UUID
    week: str
    note: Annotated[str, msgspec.Meta(max_length=NOTE_MAX)] = ""
    include: tuple[Part, ...] = EVERY_PART
    quotes: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=QUOTES_MAX)] = ()

    def monday(self) -> date:
        """The first day of the week that is asked for. Raises Refused (400)."""
        try:
            return parse_week(self.week)
        except ValueError:
            raise Refused(400, "invalid", "A week looks like 2026-W47.", "week") from None

    def choice(self) -> Choice:
        return Choice(self.note, self.include, self.quotes)


class PageApproved(PageAsked, forbid_unknown_fields=True, kw_only=True):
    """The same, with the `ETag` of the preview that you looked at."""

    preview: Annotated[str, msgspec.Meta(max_length=100)]


class PreviewView(Answering, ClientView):
    @describe("The page exactly as your therapist would get it; nothing is shared yet.", takes=PageAsked, gives=Summary)
    def post(self, request: Request) -> HttpResponse:
        client, asked = person(request), body(request, PageAsked)
        grants.find(client, asked.grant)
        page = pages.preview(client, asked.monday(), asked.choice())
        return answer(page, headers={"ETag": pages.mark(page)})


class ShareMade(msgspec.Struct):
    id: UUID
    grant: UUID
    week: str
    created_at: datetime


class ShareShown(ShareMade):
    viewings: int


class ListQuery(msgspec.Struct):
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    cursor: UUID | None = None


class ShareList(msgspec.Struct):
    results: list[ShareShown]
    next: UUID | None


class SharesView(Answering, ClientView):
    @describe("The pages that are shared now, the newest first.", asks=ListQuery, gives=ShareList)
    def get(self, request: Request) -> HttpResponse:
        rows = Share.objects.filter(grant__client=person(request), withdrawn_at__isnull=True).defer("sealed")
        found, following = _page(rows, query(request, ListQuery))
        viewings = Viewing.objects.filter(share__in=found).values_list("share").annotate(Count("pk"))
        seen: dict[UUID, int] = dict(viewings)
        shown = [_show_share(row, seen.get(row.pk, 0)) for row in found]
        return answer(ShareList(shown, following))

    @describe("Share the page that you looked at.", takes=PageApproved, gives=ShareMade, status=201)
    def post(self, request: Request) -> HttpResponse:
        asked = body(request, PageApproved)
        made = pages.share(person(request), asked.grant, asked.monday(), asked.choice(), asked.preview)
        return answer(ShareMade(made.pk, made.grant_id, name_week(made.monday), made.created_at), 201)


def _show_share(share: Share, viewings: int) -> ShareShown:
    return ShareShown(share.pk, share.grant_id, name_week(share.monday), share.created_at, viewings)


class ShareView(Answering, ClientView):
    @describe("Take one page back.", status=204)
    def delete(self, request: Request, share: UUID) -> HttpResponse:
        pages.withdraw(person(request), share)
        return HttpResponse(status=204)


class ViewingShown(msgspec.Struct):
    """That a page was opened, by whom and when."""

    id: UUID
    share: UUID
    week: str
    therapist: TherapistShown
    at: datetime


class ViewingList(msgspec.Struct):
    results: list[ViewingShown]
    next: UUID | None


class ViewingsView(Answering, ClientView):
    @describe("Who looked at what and when, the newest first.", asks=ListQuery, gives=ViewingList)
    def get(self, request: Request) -> HttpResponse:
        rows = Viewing.objects.filter(share__grant__client=person(request))
        found, following = _page(rows.select_related("share__grant__therapist"), query(request, ListQuery))
        return answer(ViewingList([_show_viewing(row) for row in found], following))


def _show_viewing(viewing: Viewing) -> ViewingShown:
    share, therapist = viewing.share, viewing.share.grant.therapist
    shown = TherapistShown(therapist.name, therapist.email)
    return ViewingShown(viewing.pk, share.pk, name_week(share.monday), shown, viewing.at)


def _page(rows: QuerySet[Record], asked: ListQuery) -> tuple[list[Record], UUID | None]:
    """One page of `rows`, newest first (ids are ordered by time), and where the next one starts."""
    if asked.cursor is not None:
        rows = rows.filter(pk__lt=asked.cursor)
    found = list(rows.order_by("-pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return shown, shown[-1].pk if len(found) > len(shown) else None
