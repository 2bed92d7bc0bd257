"""Exercises that were done: what is kept of them, and how they come into the feed."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

import msgspec

from accounts.models import User
from accounts.refusals import Refusal
from accounts.vault import Unreadable
from insights.exercises import library
from insights.models import Practice, WeeklyInsight
from insights.recommend import Done
from insights.weeks import Week
from journal import feed, recorders
from journal.documents import ZONES, Rating, Sealable, Slug, check_day, check_instant, parse, present
from journal.feed import Writing

REMEMBERED: Final = 200
"""How many of the last practices a suggestion looks back on."""

Feeling = Literal["better", "same", "worse", "cannot_tell"]
Changed = Literal["yes", "no", "not_yet"]


class PracticeContent(Sealable, kw_only=True):
    """An exercise as it was done. `before` and `after` answer its question; `feeling` and `changed` may be left out."""

    exercise: Slug
    local_day: date
    zone: Annotated[str, msgspec.Meta(max_length=64)]
    done_at: datetime
    before: Rating | None = None
    after: Rating | None = None
    feeling: Feeling | None = None
    changed: Changed | None = None


class WeekContent(msgspec.Struct, frozen=True):
    """A week as it is sealed; `v` is the version of its shape."""

    week: Week
    v: int = 1


def parse_practice(doc: object) -> PracticeContent:
    """Raises Refusal for what cannot be kept."""
    content = parse(doc, PracticeContent)
    if content.exercise not in {each.slug for each in library()}:
        raise Refusal("invalid", "This exercise is not known.", "exercise")
    if content.zone not in ZONES:
        raise Refusal("invalid", "This time zone is not known.", "zone")
    check_instant(content.done_at, "done_at")
    check_day(content.local_day)
    return content


def show_practice(record: Practice) -> dict[str, Any]:
    """A practice as its document; an answer that was not given stays null."""
    content = record.unseal(PracticeContent)
    return present(content) | {"before": content.before, "after": content.after}


def show_week(record: WeeklyInsight) -> dict[str, Any]:
    """A week as its document."""
    shown: dict[str, Any] = msgspec.to_builtins(record.unseal(WeekContent).week)
    return shown


PRACTICE: Final = feed.Kind("practice", Practice, show_practice)
WEEK: Final = feed.Kind("week", WeeklyInsight, show_week)


def place(writing: Writing, practice: Practice, content: PracticeContent | None) -> None:
    """Set the clear day."""
    if content is not None:
        practice.local_day = content.local_day


def follow(writing: Writing, practice: Practice, content: PracticeContent | None) -> None:
    """Nothing follows from a practice at once: its week finds itself stale."""


RECORDER: Final = recorders.Recorder(PRACTICE, parse_practice, place, follow)


def register_all() -> None:
    """Put weeks and practices into the feed, and let practices be written."""
    feed.register(PRACTICE)
    feed.register(WEEK)
    recorders.register(RECORDER)


def history(owner: User) -> list[Done]:
    """The last practices of `owner`, oldest first. One that cannot be opened is left out."""
    rows = Practice.objects.filter(owner=owner, deleted=False).order_by("-local_day", "-seq")[:REMEMBERED]
    found = []
    for row in rows:
        try:
            content = row.unseal(PracticeContent)
        except Unreadable:
            continue
        found.append(Done(content.exercise, row.local_day, content.feeling))
    return found[::-1]


def practised(owner: User, first: date, last: date) -> frozenset[str]:
    """The exercises that `owner` did between two days."""
    return frozenset(done.exercise for done in history(owner) if first <= done.day <= last)
