"""The made-up journal fits its calendar, goes only into an empty Holdfast, and is read by the real worker."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from backend.demo import story, walk
from backend.demo.client import Client, Refused
from backend.management.commands.demo import NOT_EMPTY

ROOT = Path(__file__).resolve().parents[2]
STORY = story.load()
NOON = datetime(2026, 3, 1, 11, 0, tzinfo=UTC)  # 12:00 in Berlin; the story begins on 22 December
WEEKDAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bchristmas\b|\beaster\b", re.IGNORECASE)
PASSWORD = re.compile(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}")


def entries(now: datetime = NOON) -> list[dict[str, object]]:
    return [op["doc"] for op in story.operations(STORY, now) if op["kind"] == "entry"]


def test_ten_weeks_end_today() -> None:
    days = [str(doc["local_day"]) for doc in entries()]
    assert (min(days), max(days), len(days)) == ("2025-12-22", "2026-03-01", 57)


def test_nothing_is_written_in_the_future() -> None:
    dawn = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
    assert max(datetime.fromisoformat(str(doc["written_at"])) for doc in entries(dawn)) == dawn


def test_entries_are_pushed_in_the_order_of_writing() -> None:
    written = [datetime.fromisoformat(str(doc["written_at"])) for doc in entries()]
    assert written == sorted(written)


def test_some_entries_are_written_on_a_later_day() -> None:
    late = [doc for doc in entries() if str(doc["written_at"])[:10] != doc["local_day"]]
    assert [doc["local_day"] for doc in late] == ["2026-01-16", "2026-02-08", "2026-02-21"]


def test_some_days_have_two_entries() -> None:
    assert Counter(Counter(str(doc["local_day"]) for doc in entries()).values()) == {1: 49, 2: 4}


def test_everybody_who_is_named_is_pushed_before_the_entries() -> None:
    ops = story.operations(STORY, NOON)
    assert [op["doc"]["name"] for op in ops[:4]] == ["Jonas", "Mum", "Leila", "Ruth"]
    known = {op["id"] for op in ops[:4]}
    assert {person for op in ops[4:] for person in op["doc"]["people"]} == known


def test_no_day_of_the_calendar_is_named_because_the_days_move() -> None:
    assert [doc["text"] for doc in entries() if WEEKDAYS.search(str(doc["text"]))] == []


@pytest.mark.parametrize(
    ("today", "week"), [(date(2026, 3, 1), "2026-W08"), (date(2026, 3, 2), "2026-W09"), (date(2027, 1, 4), "2026-W53")]
)
def test_the_week_that_is_shared_has_all_its_days(today: date, week: str) -> None:
    assert story.last_whole_week(today) == week


def test_passwords_are_long_and_new_each_time() -> None:
    made = {walk.new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(PASSWORD.fullmatch(each) for each in made)


def test_it_refuses_when_somebody_has_an_account(ana: User) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("demo")
    assert str(refused.value) == NOT_EMPTY
    assert list(User.objects.all()) == [ana]


def test_make_demo_alone_starts_holdfast_and_fills_it(tmp_path: Path) -> None:
    with running_demo(tmp_path) as said:
        address, found = said["address"], Client(said["address"])
        assert said["counts"] == "57 entries, 57 read"
        found.sign_in("mara@demo.example", said["writer"])
        assert len(found.get("/api/v1/entries/?limit=200")["results"]) == 57
        [share] = found.get("/api/v1/shares/")["results"]
        assert share["week"] == story.last_whole_week(datetime.now(ZoneInfo(STORY.writer.zone)).date())
        therapist = Client(address)
        therapist.sign_in("edda@demo.example", said["therapist"])
        [client] = therapist.get("/api/v1/clients/")["results"]
        assert (client["name"], client["state"], client["summaries"]) == ("Mara", "active", 1)
        again = subprocess.run(
            COMMAND, env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (again.returncode, again.stderr.strip()) == (1, f"CommandError: {NOT_EMPTY}")
        with pytest.raises(Refused):
            therapist.get("/api/v1/entries/")
    assert not (tmp_path / "address").exists()


COMMAND = [sys.executable, "manage.py", "demo"]


def environment(var: Path) -> dict[str, str]:
    """This environment without what the tests' own broker and database are; PORT 0 is any free one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOLDFAST_", "DJANGO_"))}
    return kept | {"HOLDFAST_VAR": str(var), "PORT": "0", "PYTHONUNBUFFERED": "1"}


@contextmanager
def running_demo(var: Path) -> Iterator[dict[str, str]]:
    """`make demo` on an empty folder, once it has printed how to sign in; stopped as by Ctrl-C."""
    demo = subprocess.Popen(
        COMMAND, env=environment(var), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert demo.stdout is not None
        text = ""
        for line in demo.stdout:
            text += line
            if "Ctrl-C stops it" in line and "ready:" in text:
                break
        said = re.search(r"ready: (.+?), \d+ places.*Open +(\S+).*?password +(\S+).*?password +(\S+)", text, re.DOTALL)
        assert said, text
        yield dict(zip(("counts", "address", "writer", "therapist"), said.groups(), strict=True))
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=30)
