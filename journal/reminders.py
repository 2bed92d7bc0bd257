"""What a person wants to be reminded of: nothing, unless they ask. Kept as one sealed record each; in clear stand only
the moment at which the worker has to look at it, and the zone that this moment was reckoned in.
"""

import secrets
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction
from django.utils import timezone

from accounts import vault
from accounts.models import User
from accounts.push import Language
from accounts.refusals import Refusal
from journal import timetable
from journal.models import Reminders
from journal.timetable import Plan, Quiet, Reminder, minutes

REMINDERS_MAX = 12
GONE_MAX = 100

Words = Literal["minute", "pause", "tea", "hello"]
WORDS: Final[dict[Words, dict[Language, str]]] = {
    "minute": {"en": "A minute for yourself?", "es": "¿Un minuto para ti?", "de": "Eine Minute für dich?"},
    "pause": {"en": "A short pause?", "es": "¿Una pausa corta?", "de": "Eine kurze Pause?"},
    "tea": {"en": "Time for a cup of tea?", "es": "¿Un té?", "de": "Zeit für eine Tasse Tee?"},
    "hello": {"en": "Hello there.", "es": "Hola.", "de": "Hallo."},
}
"""All that a lock screen ever shows. None of it tells what the app is about, and nobody can put in other words."""


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """All reminders of a person, the hours in which nothing rings, and the words that they show."""

    reminders: Annotated[tuple[Reminder, ...], msgspec.Meta(max_length=REMINDERS_MAX)] = ()
    quiet: Quiet | None = None
    words: Words = "minute"


class Waiting(msgspec.Struct):
    """A push service asked us to come again: for this device, not before `at`, not after `until`."""

    device: UUID
    at: datetime
    until: datetime
    tries: int
    unless_written: bool


class RemindersContent(msgspec.Struct):
    """What the record holds, sealed."""

    v: int = 1
    plans: list[Plan] = []
    quiet: Quiet | None = None
    words: Words = "minute"
    waiting: list[Waiting] = []
    gone: dict[UUID, date] = {}
    """The days that were settled for reminders that are taken away: brought back, they do not ring once more."""

    def rings_at(self) -> datetime | None:
        """The next moment at which there is anything to do."""
        moments = [plan.due for plan in self.plans if plan.due] + [one.at for one in self.waiting]
        return min(moments, default=None)

    def settled(self, now: datetime) -> dict[UUID, date]:
        """The last settled day of each reminder, also of those that were taken away lately."""
        known = self.gone | {plan.reminder.id: plan.settled for plan in self.plans if plan.settled}
        # Two days, since a calendar elsewhere may be a day ahead or behind; and no more than anybody needs.
        lately = {one: day for one, day in known.items() if day >= now.date() - timedelta(days=2)}
        return dict(list(lately.items())[-GONE_MAX:])

    def plan_anew(self, zone: ZoneInfo, now: datetime) -> None:
        for plan in self.plans:
            plan.due = timetable.next_moment(plan, self.quiet, zone, now, secrets.randbelow)


def read(owner: User) -> RemindersContent:
    """What `owner` asked for; nothing, if they never did. Raises Unreadable."""
    row = Reminders.objects.filter(owner=owner).first()
    return opened(row) if row else RemindersContent()


def opened(row: Reminders) -> RemindersContent:
    """What this record holds. Raises Unreadable."""
    return vault.unseal(row.owner_id, Reminders._meta.db_table, row.owner_id, row.sealed, RemindersContent)


def keep(row: Reminders, content: RemindersContent, zone: str) -> None:
    """Save `content`, whose moments were reckoned in `zone`. The caller holds the row."""
    row.sealed = vault.seal(row.owner_id, Reminders._meta.db_table, row.owner_id, content)
    row.rings_at, row.zone = content.rings_at(), zone
    row.save()


def change(owner: User, wanted: Wanted) -> RemindersContent:
    """Keep `wanted` in place of what was. A reminder that rang today keeps that, however often it is changed.

    Raises Refusal, Unreadable.
    """
    _check(wanted)
    with transaction.atomic():
        # Made first, so that there is a row to hold: two changes at the same time would else both be the first.
        Reminders.objects.get_or_create(owner=owner, defaults={"zone": owner.zone})
        row = Reminders.objects.select_for_update().get(owner=owner)
        before = opened(row) if row.sealed else RemindersContent()
        now = timezone.now()
        settled = before.settled(now)
        plans = [Plan(reminder, settled=settled.pop(reminder.id, None)) for reminder in wanted.reminders]
        content = RemindersContent(plans=plans, quiet=wanted.quiet, words=wanted.words, gone=settled)
        content.plan_anew(ZoneInfo(owner.zone), now)
        keep(row, content, owner.zone)
    return content


def _check(wanted: Wanted) -> None:
    ids = [reminder.id for reminder in wanted.reminders]
    if len(set(ids)) < len(ids):
        raise Refusal("invalid", "Each reminder needs an id of its own.", "reminders")
    for reminder in wanted.reminders:
        if reminder.end is not None and minutes(reminder.end) <= minutes(reminder.start):
            raise Refusal("invalid", "A window ends after it begins, on the same day.", "reminders")
        if len(set(reminder.days)) < len(reminder.days):
            raise Refusal("invalid", "Each day of the week once.", "reminders")
    if wanted.quiet is not None and wanted.quiet.start == wanted.quiet.end:
        raise Refusal("invalid", "Quiet hours begin and end at different times.", "quiet")
