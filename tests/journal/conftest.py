"""A push service, a clock to turn, and a phone that reminders go to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from tests.accounts import pushservice
from tests.accounts.pushservice import Browser, PushService
from tests.journal.ringing import BERLIN, MONDAY, Clock, subscribe


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    settings.PUSH_LOOPBACK = True
    with pushservice.running() as running:
        yield running


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`at(9, 30, day=1)` makes it half past nine in Berlin, a day after the Monday on which everything begins."""

    def turn(hour: int, minute: int = 0, day: int = 0, zone: ZoneInfo = BERLIN) -> datetime:
        local = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, minute, tzinfo=zone) + timedelta(days=day)
        monkeypatch.setattr(timezone, "now", lambda: local.astimezone(ZoneInfo("UTC")))
        return local

    turn(6)
    return turn


@pytest.fixture
def phone(client: APIClient, service: PushService, at: Clock) -> Browser:
    """Ana's phone, to which her reminders go, and it is six in the morning."""
    browser = service.browser()
    subscribe(client, browser)
    return browser
