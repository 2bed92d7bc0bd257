"""What a client lets a therapist see: an invitation, the grant it becomes, single frozen pages, and every viewing."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import new_id


class Invitation(models.Model):
    """A code that a client gives to a therapist face to face. Only a keyed hash of it is kept; it works once.

    `sealed` holds the name under which the client wants to appear, under their own key, until the code is used.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="invitation_lasts"),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(claimed_at__lt=F("expires_at")), name="invitation_used_in_time"
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(sealed=b""), name="invitation_used_holds_nothing"
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="invitation_has_a_code"),
        ]

    def __str__(self) -> str:
        return f"invitation:{self.id}"


class State(models.TextChoices):
    """Claimed by the therapist; confirmed by the client; resting; taken back; run out."""

    CLAIMED = "claimed"
    ACTIVE = "active"
    PAUSED = "paused"
    REVOKED = "revoked"
    EXPIRED = "expired"


LIVE = (State.CLAIMED, State.ACTIVE, State.PAUSED)
ENDED = (State.REVOKED, State.EXPIRED)


class Grant(models.Model):
    """That one therapist may be shown pages of one client, until a day. Its key lives in the key store by its id.

    `sealed` holds the client's name as the therapist sees it, under the grant's key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="grant")
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants_given")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants_held")
    state = models.CharField(max_length=8, choices=State, default=State.CLAIMED)
    sealed = models.BinaryField(default=b"")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="grant_state_known"),
            models.CheckConstraint(condition=~Q(client=F("therapist")), name="grant_between_two"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="grant_lasts"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at__isnull=True) | Q(state__in=ENDED, ended_at__isnull=False),
                name="grant_ended_has_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=LIVE) | Q(sealed=b""), name="grant_ended_holds_nothing"),
            models.UniqueConstraint(
                fields=["client", "therapist"], condition=Q(state__in=LIVE), name="grant_one_live_each"
            ),
        ]

    def __str__(self) -> str:
        return f"grant:{self.id}"


class Share(models.Model):
    """One page as the client approved it, frozen and sealed under the grant's key; emptied when it is taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="shares")
    monday = models.DateField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(withdrawn_at__isnull=True) & ~Q(sealed=b""))
                | (Q(withdrawn_at__isnull=False) & Q(sealed=b"")),
                name="share_withdrawn_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("created_at")),
                name="share_withdrawn_later",
            ),
        ]

    def __str__(self) -> str:
        return f"share:{self.id}"


class Viewing(models.Model):
    """That a page was opened by the grant's therapist. Written before the page is given; outlives the page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="viewings")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["share", "at"], name="viewing_by_share")]

    def __str__(self) -> str:
        return f"viewing:{self.id}"
