"""Pages: previewed, approved and taken back by the client."""

import hashlib
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refusal
from insights import building, practising
from insights.isoweeks import sunday_of
from sharing import grants, sealing, summary
from sharing.grants import Unknown
from sharing.models import Grant, Share, State
from sharing.summary import Choice

PAGE = "share"


def preview(client: User, monday: date, choice: Choice) -> bytes:
    """The very bytes that a therapist would get. Raises Refusal when words are picked that are not of that week."""
    week = building.read_week(client, monday)
    words = building.read_words(client, monday) if choice.quotes else {}
    if not set(choice.quotes) <= words.keys():
        raise Refusal("invalid", "These words are not part of that week.", "quotes")
    practised = practising.practised(client, monday, sunday_of(monday))
    return summary.write(summary.compose(week, words, choice, practised))


def mark(page: bytes) -> str:
    """The entity tag of a page: another page has another one."""
    return f'"{hashlib.sha256(page).hexdigest()}"'


def share(client: User, grant: UUID, monday: date, choice: Choice, approved: str) -> Share:
    """Freeze the page that the client saw and approved, for the therapist of `grant`.

    Raises Unknown without such a grant, Refusal while it is not active or when the page would be another one by now.
    """
    grants.find(client, grant)
    page = preview(client, monday, choice)
    if mark(page).strip('"') != approved.removeprefix("W/").strip('"'):
        raise Refusal("conflict", "The page has changed since you looked at it. Please look again.", "preview")
    now = timezone.now()
    with transaction.atomic():
        held = Grant.objects.select_for_update().filter(pk=grant, client=client).first()
        if held is None:
            raise Unknown
        if (state := grants.state_of(held, now)) != State.ACTIVE:
            raise Refusal("conflict", f"Nothing can be shared while sharing is {state}.", "grant")
        new = Share(grant=held, monday=monday, created_at=now)
        try:
            new.sealed = sealing.seal(held.pk, name_page(new), page)
        except sealing.Closed:  # revoked a moment ago
            raise Unknown from None
        new.save()
    return new


def withdraw(client: User, share: UUID) -> None:
    """Take one page back: its bytes are deleted. Raises Unknown."""
    standing = Share.objects.filter(pk=share, grant__client=client, withdrawn_at__isnull=True)
    if not standing.update(sealed=b"", withdrawn_at=timezone.now()):
        raise Unknown


def name_page(share: Share) -> str:
    """What the seal of a page is bound to."""
    return f"{PAGE}:{share.pk}"
