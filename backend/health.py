"""Is this process alive, and is everything there that a person's entry needs?"""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import keystore
from accounts.http import answer
from journal import queries
from journal.models import Heartbeat

FRESH_S = 30.0
Check = dict[str, object]


def alive(request: HttpRequest) -> HttpResponse:
    return answer({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """200 when database, key store, broker and a worker with its model are there; 503 with the reasons otherwise."""
    checks = {
        "database": _try(lambda: _ask("default")),
        "keys": _try(lambda: _ask(keystore.ALIAS)),
        "broker": _try(_ping_broker),
    }
    worker, model, waiting = _worker() if checks["database"]["ok"] else (_bad("unknown"), _bad("unknown"), None)
    checks |= {"worker": worker, "model": model}
    good = all(check["ok"] for check in checks.values())
    content = {
        "status": "ready" if good else "not_ready",
        "checks": checks,
        "oldest_unread_s": waiting,
        "set_aside": queries.set_aside() if checks["database"]["ok"] else None,
    }
    response = answer(content, 200 if good else 503, {"Cache-Control": "no-store"})
    # Not being ready is an answer here, not an error of ours to be logged.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _try(ask: Callable[[], None]) -> Check:
    try:
        ask()
    except (DatabaseError, redis.RedisError, OSError) as problem:
        return _bad(type(problem).__name__)
    return {"ok": True}


def _bad(detail: str) -> Check:
    return {"ok": False, "detail": detail}


def _ask(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")


def _ping_broker() -> None:
    with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as broker:
        broker.ping()


def _worker() -> tuple[Check, Check, float | None]:
    beat = Heartbeat.objects.order_by("-at").first()
    waiting = queries.oldest_unread_s()
    if beat is None:
        return _bad("no worker has started yet"), _bad("no worker has loaded it"), waiting
    age = (timezone.now() - beat.at).total_seconds()
    worker: Check = {"ok": True} if age < FRESH_S else _bad(f"last seen {age:.0f} s ago")
    model: Check = {"ok": True, "detail": beat.engine} if beat.engine else _bad(beat.problem)
    return worker, model, waiting
