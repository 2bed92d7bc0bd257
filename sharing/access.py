"""The only door from a therapist to anything of a client. Every opening is written down before anything is given."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from sharing import sealing
from sharing.grants import Unknown
from sharing.models import LIVE, Grant, Share, State, Viewing
from sharing.pages import name_page


class Unrecorded(Exception):
    """The viewing could not be written, so the page stays shut."""


class Client(NamedTuple):
    """A grant as its therapist sees it: how many pages stand behind it, and how many of them were never opened."""

    grant: Grant
    pages: int
    fresh: int


class Page(NamedTuple):
    """A page as a list names it: never what stands on it."""

    share: Share
    viewed_at: datetime | None


def clients(therapist: User) -> list[Client]:
    """Who shares with `therapist`, newest first. A grant that is not active counts no pages: resting and empty look
    the same."""
    standing = Q(state=State.ACTIVE, shares__withdrawn_at__isnull=True)
    held = Grant.objects.filter(therapist=therapist, state__in=LIVE, expires_at__gt=timezone.now())
    counted = held.annotate(
        pages=Count("shares", filter=standing, distinct=True),
        fresh=Count("shares", filter=standing & Q(shares__viewings__isnull=True), distinct=True),
    )
    return [Client(grant, grant.pages, grant.fresh) for grant in counted.order_by("-pk")]


def pages(therapist: User, grant: UUID) -> list[Page]:
    """The pages behind `grant`, newest first, each with its last viewing. Raises Unknown when `therapist` holds no
    such grant."""
    now = timezone.now()
    if not Grant.objects.filter(pk=grant, therapist=therapist, state__in=LIVE, expires_at__gt=now).exists():
        raise Unknown
    found = _standing(therapist, grant, now).defer("sealed").annotate(viewed_at=Max("viewings__at"))
    return [Page(share, share.viewed_at) for share in found.order_by("-pk")]


def read(therapist: User, grant: UUID, share: UUID) -> bytes:
    """The page as it was approved. Raises Unknown, and Unrecorded when the viewing cannot be written."""
    now = timezone.now()
    with transaction.atomic():
        # Whoever revokes waits for this reader, or comes first and leaves nothing to read.
        Grant.objects.select_for_update().filter(pk=grant, therapist=therapist).first()
        found = _standing(therapist, grant, now).filter(pk=share).first()
        if found is None:
            raise Unknown
        try:
            page = sealing.unseal(grant, name_page(found), found.sealed)
        except sealing.Closed:
            raise Unknown from None
        _record(found, now)
    return page


def _standing(therapist: User, grant: UUID, now: datetime) -> QuerySet[Share]:
    return Share.objects.filter(
        grant=grant,
        grant__therapist=therapist,
        grant__state=State.ACTIVE,
        grant__expires_at__gt=now,
        withdrawn_at__isnull=True,
    )


def _record(share: Share, now: datetime) -> None:
    try:
        Viewing.objects.create(share=share, at=now)
    except DatabaseError:
        raise Unrecorded from None
