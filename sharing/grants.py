"""Inviting, claiming, confirming, resting, revoking: the only verbs that change who may be shown anything."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import keystore, vault
from accounts.models import User
from accounts.refusals import Refusal
from sharing import codes, sealing
from sharing.models import LIVE, Grant, Invitation, Share, State

INVITED_FOR: Final = timedelta(hours=72)
GRANTED_FOR: Final = timedelta(days=90)
NAME: Final = "grant_name"
_TABLE: Final = "sharing_invitation"


class Unknown(Exception):
    """There is no such thing for whoever asks: never there, somebody else's, used up or over."""


class Name(msgspec.Struct):
    """A client's name as a therapist sees it."""

    name: str


def invite(client: User, name: str) -> tuple[Invitation, str]:
    """A new invitation with its code, which is told this once and not kept."""
    now, code = timezone.now(), codes.make_code()
    invitation = Invitation(client=client, digest=codes.digest_of(code), created_at=now, expires_at=now + INVITED_FOR)
    invitation.sealed = vault.seal(client.pk, _TABLE, invitation.pk, Name(name))
    invitation.save()
    return invitation, code


def claim(therapist: User, code: str) -> tuple[Grant, str]:
    """Use `code`: the grant that it becomes, waiting for the client's word, and the client's name.

    Raises Unknown for a code that is wrong, used or out of date, Refusal when there is a grant between the two already.
    """
    now, digest = timezone.now(), codes.digest_of(code)
    try:
        with transaction.atomic():
            usable = Invitation.objects.filter(digest=digest, claimed_at__isnull=True, expires_at__gt=now)
            invitation = usable.select_related("client").first()
            if invitation is None or not usable.filter(pk=invitation.pk).update(claimed_at=now, sealed=b""):
                raise Unknown
            return _grant(therapist, invitation, now)
    except IntegrityError:
        raise Refusal("conflict", "This person shares with you already.") from None


def _grant(therapist: User, invitation: Invitation, now: datetime) -> tuple[Grant, str]:
    """The grant of an invitation that was just used (`invitation` still holds what was sealed in it)."""
    client = invitation.client
    try:
        name = vault.unseal(client.pk, _TABLE, invitation.pk, bytes(invitation.sealed), Name).name
    except vault.Unreadable:
        raise Unknown from None
    for over in Grant.objects.filter(client=client, therapist=therapist, state__in=LIVE, expires_at__lte=now):
        _end(over, State.EXPIRED)
    grant = Grant(
        invitation=invitation, client=client, therapist=therapist, created_at=now, expires_at=now + GRANTED_FOR
    )
    grant.save()
    keystore.create(keystore.GRANT, grant.pk)
    grant.sealed = sealing.seal(grant.pk, NAME, name.encode())
    grant.save(update_fields=["sealed"])
    return grant, name


def find(client: User, grant: UUID) -> Grant:
    """The client's own grant. Raises Unknown."""
    found = Grant.objects.select_related("therapist").filter(pk=grant, client=client).first()
    if found is None:
        raise Unknown
    return found


def read_name(grant: Grant) -> str:
    """The client's name as the therapist sees it; empty once the grant has ended."""
    if not grant.sealed:
        return ""
    try:
        return sealing.unseal(grant.pk, NAME, grant.sealed).decode()
    except sealing.Closed:
        return ""


def state_of(grant: Grant, now: datetime) -> State:
    """The state of `grant` now: time ends a grant even before the sweep has come round."""
    return State.EXPIRED if grant.state in LIVE and grant.expires_at <= now else State(grant.state)


_MOVES: Final = {
    "confirm": (State.CLAIMED, State.ACTIVE),
    "pause": (State.ACTIVE, State.PAUSED),
    "resume": (State.PAUSED, State.ACTIVE),
}


def move(client: User, grant: UUID, verb: Literal["confirm", "pause", "resume"]) -> Grant:
    """Confirm, pause or resume; done twice is done once. Raises Unknown, and Refusal from any other state."""
    before, after = _MOVES[verb]
    now = timezone.now()
    Grant.objects.filter(pk=grant, client=client, state=before, expires_at__gt=now).update(state=after)
    found = find(client, grant)
    if state_of(found, now) != after:
        raise Refusal("conflict", f"This cannot be done while sharing is {state_of(found, now)}.", "state")
    return found


def revoke(client: User, grant: UUID) -> None:
    """Take everything back, for good: done twice is done once. Raises Unknown."""
    _end(find(client, grant), State.REVOKED)


def end_expired() -> int:
    """End what time has ended: destroys keys of expired grants, forgets unused invitations. Returns how many ended."""
    now = timezone.now()
    over = list(Grant.objects.filter(state__in=LIVE, expires_at__lte=now))
    for grant in over:
        _end(grant, State.EXPIRED)
    Invitation.objects.filter(claimed_at__isnull=True, expires_at__lte=now).delete()
    return len(over)


def _end(grant: Grant, state: State) -> None:
    # The key first: should the server stop here, the pages are unreadable already and ending again finishes the rest.
    keystore.destroy(keystore.GRANT, grant.pk)
    now = timezone.now()
    with transaction.atomic():
        Grant.objects.filter(pk=grant.pk, state__in=LIVE).update(state=state, ended_at=now, sealed=b"")
        Share.objects.filter(grant=grant, withdrawn_at__isnull=True).update(sealed=b"", withdrawn_at=now)
