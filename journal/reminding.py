"""The worker's side of reminders: whose moment has come, at most once a day for each of them, and to which devices.

What is due is settled and saved before anything is sent, with the person's record held: a second worker finds nothing
to do, and one that dies in between leaves a reminder out rather than ringing twice.
"""

import logging
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts import push, pushing
from accounts.models import PushSubscription, User
from accounts.pushing import Delivery, Outcome, Parcel
from accounts.vault import Unreadable
from journal import reminders, timetable
from journal.models import Entry, Reminders
from journal.reminders import WORDS, RemindersContent, Waiting, Words

TRIES = 5
FIRST_PAUSE_S = 30
DAMAGED_PAUSE = timedelta(hours=1)
log = logging.getLogger("holdfast.journal")


@dataclass(frozen=True, slots=True)
class Ring:
    """What rings now: for all devices of `owner`, or for those that a push service put off (`tries` by device)."""

    owner: UUID
    words: Words
    until: datetime
    unless_written: bool
    tries: dict[UUID, int] | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    """One ring on its way to one device."""

    ring: Ring
    device: UUID
    parcel: Parcel


def due(now: datetime) -> QuerySet[Reminders]:
    """The records that the worker has to look at: their moment has come, or their owner lives by another clock now."""
    moved = ~Q(zone=F("owner__zone"))
    return Reminders.objects.filter(Q(rings_at__lte=now) | Q(moved, rings_at__isnull=False), owner__is_active=True)


def ring(owners: Collection[UUID]) -> None:
    """Ring for these people, each if it is still time."""
    now = timezone.now()
    sent = [one for owner in owners for found in _claim_safely(owner, now) for one in _address(found, now)]
    for one, delivery in zip(sent, pushing.deliver([one.parcel for one in sent]), strict=True):
        _note(one, delivery)


def _claim_safely(owner: UUID, now: datetime) -> list[Ring]:
    """One person's damaged record must not keep everybody else from being reminded; it is looked at again later."""
    try:
        return claim(owner, now)
    except Unreadable:
        log.error("reminders cannot be opened")
        Reminders.objects.filter(owner=owner).update(rings_at=now + DAMAGED_PAUSE)
        return []


def claim(owner: UUID, now: datetime) -> list[Ring]:
    """Settle what is due for `owner`, and give what rings. Raises Unreadable."""
    with transaction.atomic():
        row = due(now).select_for_update(of=("self",)).select_related("owner").filter(owner=owner).first()
        if row is None:
            return []
        content = reminders.opened(row)
        zone = ZoneInfo(row.owner.zone)
        if row.zone != row.owner.zone:
            content.plan_anew(zone, now)
        rings = _take(row.owner, content, zone, now)
        reminders.keep(row, content, row.owner.zone)
    return rings


def _take(owner: User, content: RemindersContent, zone: ZoneInfo, now: datetime) -> list[Ring]:
    """What rings now, taken out of `content`."""
    fresh = timetable.settle(content.plans, content.quiet, zone, now, secrets.randbelow)
    again = [one for one in content.waiting if one.at <= now]
    content.waiting = [one for one in content.waiting if one.at > now]
    kept = [one for one in again if now <= one.until]
    asking = [one.unless_written for one in fresh] + [one.unless_written for one in kept]
    if any(asking) and _has_written(owner, zone, now):
        fresh = [one for one in fresh if not one.unless_written]
        kept = [one for one in kept if not one.unless_written]
    if fresh:  # to every device, so that nothing is left to be tried again
        content.waiting = []
        only = all(one.unless_written for one in fresh)
        return [Ring(owner.pk, content.words, timetable.until(content.quiet, zone, now), only)]
    return [Ring(owner.pk, content.words, one.until, one.unless_written, {one.device: one.tries}) for one in kept]


def _has_written(owner: User, zone: ZoneInfo, now: datetime) -> bool:
    today = now.astimezone(zone).date()
    return Entry.objects.filter(owner=owner, deleted=False, local_day=today).exists()


def _address(ring: Ring, now: datetime) -> list[Addressed]:
    """`ring` for each device that it is for. One that cannot be opened is passed over."""
    rows = PushSubscription.objects.filter(owner=ring.owner)
    if ring.tries is not None:
        rows = rows.filter(pk__in=ring.tries)
    ttl_s = max(60, int((ring.until - now).total_seconds()))
    found = []
    for row in rows:
        try:
            device = push.opened(row)
        except Unreadable:
            log.error("a device cannot be opened")
            continue
        found.append(Addressed(ring, row.pk, Parcel(device, WORDS[ring.words][device.language], ttl_s)))
    return found


def _note(sent: Addressed, delivery: Delivery) -> None:
    """Forget a device that is gone; come again later where that was asked."""
    if delivery.outcome is Outcome.GONE:
        PushSubscription.objects.filter(pk=sent.device).delete()
    if delivery.outcome is not Outcome.LATER:
        return
    tries = (sent.ring.tries or {}).get(sent.device, 0) + 1
    pause_s = max(FIRST_PAUSE_S * 2 ** (tries - 1), delivery.wait_s)
    at = timezone.now() + timedelta(seconds=min(pause_s, timetable.LATE.total_seconds() + 1))
    if tries < TRIES and at <= sent.ring.until:
        _wait(sent.ring.owner, Waiting(sent.device, at, sent.ring.until, tries, sent.ring.unless_written))


def _wait(owner: UUID, waiting: Waiting) -> None:
    with transaction.atomic():
        row = Reminders.objects.select_for_update().filter(owner=owner).first()
        if row is None:
            return
        content = reminders.opened(row)
        if any(plan.due for plan in content.plans):  # switched off meanwhile: then nothing comes again either
            content.waiting.append(waiting)
            reminders.keep(row, content, row.zone)
