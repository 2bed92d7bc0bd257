"""Reminders over HTTP: all of a person's in one document, read and replaced as a whole."""

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

from accounts.http import ClientView, answer, body, person
from accounts.models import User
from accounts.schema import describe
from journal import reminders
from journal.reminders import RemindersContent, Wanted, Words
from journal.timetable import Plan, Quiet, Reminder


class ReminderShown(Reminder, frozen=True, kw_only=True):
    """A reminder, and whether there is any moment at which it rings: quiet hours may cover them all."""

    rings: bool


class RemindersShown(msgspec.Struct):
    """`zone` is the clock that they go by: that of the account."""

    reminders: list[ReminderShown]
    quiet: Quiet | None
    words: Words
    zone: str


class RemindersView(ClientView):
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "remind"

    @describe("What you want to be reminded of; nothing, unless you asked.", gives=RemindersShown)
    def get(self, request: Request) -> HttpResponse:
        owner = person(request)
        return answer(_show(owner, reminders.read(owner)))

    @describe("Say what you want to be reminded of, in place of what was.", takes=Wanted, gives=RemindersShown)
    def put(self, request: Request) -> HttpResponse:
        owner = person(request)
        return answer(_show(owner, reminders.change(owner, body(request, Wanted))))


def _show(owner: User, content: RemindersContent) -> RemindersShown:
    return RemindersShown([_show_one(plan) for plan in content.plans], content.quiet, content.words, owner.zone)


def _show_one(plan: Plan) -> ReminderShown:
    one = plan.reminder
    return ReminderShown(
        id=one.id, start=one.start, end=one.end, days=one.days, unless_written=one.unless_written, on=one.on,
        rings=plan.due is not None,
    )  # fmt: skip
