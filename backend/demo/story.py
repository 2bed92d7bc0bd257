"""The made-up journal: read from story.toml and laid onto the visitor's calendar. Pure; nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
import uuid_utils.compat as uuids

FILE = Path(__file__).with_name("story.toml")
Mood = Annotated[int, msgspec.Meta(ge=1, le=5)]
Op = dict[str, Any]


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who signs up. `note` is what the writer adds to the page that is shared."""

    name: str
    email: str
    zone: str
    note: str = ""


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whom the entries speak of; `kind` as in docs/api.md."""

    name: str
    kind: str


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry: about the day `ago` days before today, written `late` days afterwards at the clock time `at`."""

    ago: Annotated[int, msgspec.Meta(ge=0)]
    at: str
    text: Annotated[str, msgspec.Meta(min_length=1)]
    mood: Mood | None = None
    people: tuple[str, ...] = msgspec.field(default=(), name="with")
    late: Annotated[int, msgspec.Meta(ge=0)] = 0


class Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entries: tuple[Moment, ...]


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who writes, who may look, whom it is about, and what was written, oldest first."""

    writer: Account
    therapist: Account
    people: Mapping[str, Person]
    journal: Journal


def load(file: Path = FILE) -> Story:
    """The story of a file. Raises msgspec.ValidationError where the file has no meaning."""
    return msgspec.toml.decode(file.read_bytes(), type=Story)


def operations(story: Story, now: datetime) -> list[Op]:
    """What a phone would push: first the people, then the entries by the time of writing. `now` is an aware instant."""
    ids = {key: _id() for key in story.people}
    ops = [_op("person", ids[key], {"name": who.name, "kind": who.kind}) for key, who in story.people.items()]
    docs = [_entry(moment, ids, story.writer.zone, now) for moment in story.journal.entries]
    return ops + [_op("entry", _id(), doc) for doc in sorted(docs, key=lambda doc: str(doc["written_at"]))]


def last_whole_week(today: date) -> str:
    """The ISO week before the one of `today`, as `2026-W46`: the newest week that has all its days."""
    year, week, _ = (today - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"


def _entry(moment: Moment, ids: Mapping[str, str], zone: str, now: datetime) -> dict[str, object]:
    here = now.astimezone(ZoneInfo(zone))
    day = here.date() - timedelta(days=moment.ago)
    clock = time.fromisoformat(moment.at)
    written = datetime.combine(day + timedelta(days=moment.late), clock, ZoneInfo(zone))
    return {
        "text": moment.text,
        "mood": moment.mood,
        "written_at": min(written, here).isoformat(),  # nobody has written this evening's entry at noon
        "zone": zone,
        "local_day": day.isoformat(),
        "people": [ids[key] for key in moment.people],
        "context": [],
        "read": True,
    }


def _op(kind: str, uid: str, doc: dict[str, object]) -> Op:
    return {"op_id": _id(), "kind": kind, "id": uid, "base_version": 0, "deleted": False, "doc": doc}


def _id() -> str:
    return str(uuids.uuid7())
