"""Readiness: every part that an entry needs, and the reason when one is missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from journal.models import Heartbeat

pytestmark = pytest.mark.django_db


def ready() -> tuple[int, dict[str, Any]]:
    response = Client().get("/readyz")
    return response.status_code, response.json()["checks"]


def beat(age_s: float = 0, **fields: str) -> None:
    known = {"worker": "one", "engine": "abc", "problem": ""} | fields
    Heartbeat.objects.create(at=timezone.now() - timedelta(seconds=age_s), **known)


def test_ready_with_a_worker_that_has_its_model() -> None:
    beat()
    status, checks = ready()
    assert (status, all(check["ok"] for check in checks.values())) == (200, True)


def test_not_ready_before_a_worker_came() -> None:
    status, checks = ready()
    assert (status, checks["worker"]["ok"], checks["database"]["ok"]) == (503, False, True)


def test_not_ready_when_the_worker_was_last_seen_long_ago() -> None:
    beat(age_s=31)
    status, checks = ready()
    assert (status, checks["worker"]) == (503, {"ok": False, "detail": "last seen 31 s ago"})


def test_not_ready_without_the_model_and_it_says_why() -> None:
    beat(engine="", problem="The language model is missing: run make model.")
    status, checks = ready()
    assert (status, checks["model"]["detail"]) == (503, "The language model is missing: run make model.")


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_not_ready_without_a_broker() -> None:
    beat()
    status, checks = ready()
    assert (status, checks["broker"]["ok"]) == (503, False)
