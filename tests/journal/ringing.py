"""Ana's phone is subscribed, the clock is turned, the worker looks: how the tests about reminders get there."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from journal import reminding
from journal.models import Reminders
from journal.reminders import RemindersContent, opened
from tests.accounts.pushservice import Browser
from tests.journal.documents import an_entry, an_op

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
Clock = Callable[..., datetime]


def subscribe(client: APIClient, browser: Browser, **more: object) -> None:
    made = client.post("/api/v1/push-subscriptions/", browser.subscription(**more), format="json")
    assert made.status_code == 201


def ring() -> int:
    """What the worker does every twenty seconds; how many people it looked at."""
    owners = list(reminding.due(timezone.now()).values_list("pk", flat=True))
    reminding.ring(owners)
    return len(owners)


def write(client: APIClient, day: date = MONDAY) -> None:
    op = an_op(an_entry("A line.", local_day=day.isoformat()))
    assert client.post("/api/v1/sync/push", {"ops": [op]}, format="json").json()["results"][0]["status"] == "applied"


def held(owner: User) -> RemindersContent:
    return opened(Reminders.objects.get(owner=owner))
