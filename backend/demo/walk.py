"""The walk through Holdfast that fills it: sign up, write, be read, invite a therapist, share one week."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from backend.demo import story
from backend.demo.client import Client
from backend.demo.story import Account, Op, Story

BATCH = 100
PATIENCE_S = 300.0
PULL = 200
QUOTES = 2
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no l 1 i o 0: it is copied by hand to a phone


class Stuck(Exception):
    """The walk could not be finished; the message says where and what to look at."""


class SignIn(NamedTuple):
    """What a visitor types to look around."""

    email: str
    password: str


class Walked(NamedTuple):
    writer: SignIn
    therapist: SignIn
    entries: int
    readings: int
    tags: int
    week: str


def fill(address: str, tell: Callable[[str], None], now: datetime, plot: Story | None = None) -> Walked:
    """Fills the empty Holdfast at `address`. `tell` gets progress for a person. Raises Refused, Unreachable, Stuck."""
    plot = plot or story.load()
    client, therapist = Client(address), Client(address)
    writer_sign_in = _join(client, plot.writer, "client")
    therapist_sign_in = _join(therapist, plot.therapist, "therapist")
    ops = story.operations(plot, now)
    push(client, ops)
    entries = sum(op["kind"] == "entry" for op in ops)
    tell(f"{entries} entries are kept.")
    readings = await_readings(client, entries, tell)
    week = story.last_whole_week(now.astimezone(ZoneInfo(plot.writer.zone)).date())
    share(client, therapist, plot.writer.name.split()[0], week, plot.writer.note)
    tags = sum(len(reading["tags"]) for reading in readings)
    return Walked(writer_sign_in, therapist_sign_in, entries, len(readings), tags, week)


def _join(client: Client, account: Account, role: str) -> SignIn:
    password = new_password()
    client.sign_up(account.email, password, account.name, account.zone, role)
    return SignIn(account.email, password)


def new_password() -> str:
    """A fresh password in four groups of four, 79 random bits in 19 characters."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


def push(client: Client, ops: list[Op]) -> None:
    """Pushes ops in batches, as a phone does after a day offline. Raises Stuck when one was not kept."""
    for first in range(0, len(ops), BATCH):
        results = client.post("/api/v1/sync/push", {"ops": ops[first : first + BATCH]}).body["results"]
        bad = [result for result in results if result["status"] != "applied"]
        if bad:
            raise Stuck(f"{len(bad)} of {len(results)} were not kept; the first answer was {bad[0]['status']}.")


def await_readings(
    client: Client, wanted: int, tell: Callable[[str], None], patience_s: float = PATIENCE_S
) -> list[dict[str, Any]]:
    """Pulls until every entry has its reading, and gives those. Raises Stuck after `patience_s` without an end."""
    readings: dict[str, dict[str, Any]] = {}
    after, started, told = "", time.monotonic(), -1
    while True:
        page = client.get(f"/api/v1/sync/pull?limit={PULL}" + (f"&after={after}" if after else ""))
        after = page["next"] or after
        new = [change for change in page["changes"] if change["kind"] == "reading" and not change["deleted"]]
        readings |= {change["doc"]["entry"]: change["doc"] for change in new}
        if len(readings) != told:
            told = len(readings)
            tell(f"Read {told} of {wanted} …")
        if told >= wanted:
            return list(readings.values())
        if time.monotonic() - started > patience_s:
            raise Stuck(f"Only {told} of {wanted} entries were read in {patience_s:.0f} s. Is a worker running?")
        if not page["has_more"]:
            time.sleep(0.5)


def share(client: Client, therapist: Client, name: str, week: str, note: str) -> None:
    """Invites the therapist under `name`, confirms, and shares one week after its preview."""
    code = client.post("/api/v1/invitations/", {"name": name}).body["code"]
    therapist.post("/api/v1/invitations/claim/", {"code": code})
    grant = client.get("/api/v1/grants/")["results"][0]["id"]
    client.post(f"/api/v1/grants/{grant}/confirm/")
    moments = client.get(f"/api/v1/insights/weeks/{week}/")["moments"]
    page = {"grant": grant, "week": week, "note": note, "quotes": [each["tag"] for each in moments[:QUOTES]]}
    etag = client.post("/api/v1/shares/preview/", page).headers["ETag"]
    client.post("/api/v1/shares/", page | {"preview": etag})
