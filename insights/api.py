"""Weeks, exercises and practices over HTTP."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts.http import ClientView, Refused, answer, body, person, query
from accounts.models import User, new_id
from accounts.schema import describe
from accounts.vault import Unreadable
from insights import building, practising
from insights.building import read_week
from insights.exercises import Exercise, library
from insights.isoweeks import WEEK, monday_of, name_week, parse_week
from insights.models import Practice
from insights.practising import Changed, Feeling
from insights.weeks import Suggestion, Week
from journal import feed, recorders

WEEKS_MAX: Final = 60
WEEKS_SHOWN: Final = 12
AHEAD: Final = timedelta(days=2)
"""How far ahead of this server's clock a person's day may be."""
Limit = Annotated[int, msgspec.Meta(ge=1, le=200)]


class WeekQuery(msgspec.Struct, rename={"first": "from", "last": "to"}):
    first: str | None = None
    last: str | None = None


class Weeks(msgspec.Struct):
    results: list[Week]


class WeeksView(ClientView):
    @describe(
        "Your weeks, newest first: the last twelve, or those from one week to another.", asks=WeekQuery, gives=Weeks
    )
    def get(self, request: Request) -> HttpResponse:
        owner, asked = person(request), query(request, WeekQuery)
        last = _monday(asked.last, "to") if asked.last else monday_of(today(owner) + AHEAD)
        first = _monday(asked.first, "from") if asked.first else last - WEEK * (WEEKS_SHOWN - 1)
        if first > last:
            raise Refused(400, "invalid", "The first week lies after the last one.", "from")
        first = max(first, last - WEEK * (WEEKS_MAX - 1))
        return answer(Weeks(building.read_weeks(owner, first, last)))


class WeekView(ClientView):
    @describe("One week, such as 2026-W47.", gives=Week, name="week_retrieve")
    def get(self, request: Request, week: str) -> HttpResponse:
        return answer(read_week(person(request), _monday(week, "week")))


def today(owner: User) -> date:
    """The date on the clock of `owner`."""
    return timezone.now().astimezone(ZoneInfo(owner.zone)).date()


def _monday(text: str, field: str) -> date:
    try:
        return parse_week(text)
    except ValueError:
        raise Refused(400, "invalid", "A week looks like 2026-W47.", field) from None


class Exercises(msgspec.Struct):
    results: list[Exercise]


class ExercisesView(ClientView):
    @describe("The library of exercises.", gives=Exercises)
    def get(self, request: Request) -> HttpResponse:
        return answer({"results": library()})


class Recommendations(msgspec.Struct):
    """Suggestions in order of preference, and the week that they come from."""

    suggestions: tuple[Suggestion, ...]
    week: str


class RecommendationsView(ClientView):
    @describe("What fits now, with its reason: from this week, or from the last one while this one is silent.",
              gives=Recommendations)  # fmt: skip
    def get(self, request: Request) -> HttpResponse:
        owner = person(request)
        this = monday_of(today(owner))
        for monday in (this, this - WEEK):
            if suggestions := read_week(owner, monday).suggestions:
                return answer(Recommendations(suggestions, name_week(monday)))
        return answer(Recommendations((), name_week(this)))


class PracticeQuery(msgspec.Struct):
    limit: Limit = 50
    cursor: Annotated[int, msgspec.Meta(ge=1, le=2**62)] | None = None


class PracticeNew(msgspec.Struct, forbid_unknown_fields=True):
    """A practice as in sync; `id` may be left out."""

    exercise: Any
    local_day: Any
    zone: Any
    done_at: Any
    id: UUID | msgspec.UnsetType = msgspec.UNSET
    before: Any = None
    after: Any = None
    feeling: Any = None
    changed: Any = None


class PracticeShown(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A practice: its document, and its place in the feed."""

    id: UUID
    version: int
    seq: int
    exercise: str
    local_day: date
    zone: str
    done_at: datetime
    before: int | None
    after: int | None
    feeling: Feeling | None = None
    changed: Changed | None = None


class Practices(msgspec.Struct):
    results: list[PracticeShown]
    next: str | None


class PracticesView(ClientView):
    @describe("What you practised, the newest change first.", asks=PracticeQuery, gives=Practices)
    def get(self, request: Request) -> HttpResponse:
        asked = query(request, PracticeQuery)
        rows = Practice.objects.filter(owner=person(request), deleted=False).order_by("-seq")
        if asked.cursor is not None:
            rows = rows.filter(seq__lt=asked.cursor)
        found = list(rows[: asked.limit + 1])
        shown = found[: asked.limit]
        following = str(shown[-1].seq) if len(found) > len(shown) else None
        return answer({"results": [each for row in shown if (each := _show(row))], "next": following})

    @describe("Keep an exercise that you did.", takes=PracticeNew, gives=PracticeShown, status=201)
    def post(self, request: Request) -> HttpResponse:
        owner, new = person(request), body(request, PracticeNew)
        doc = msgspec.structs.asdict(new)
        given = doc.pop("id")
        content = practising.parse_practice(doc)
        uid = new_id() if given is msgspec.UNSET else given
        with feed.writing(owner.pk) as writing:
            if Practice.objects.filter(owner=owner, uid=uid).exists():
                raise Refused(409, "conflict", "You have a practice with this id.", "id")
            record = recorders.keep(writing, practising.RECORDER, owner.pk, uid, None, content)
        return answer(_show(record), 201)


def _show(record: Any) -> dict[str, Any] | None:
    """A practice as it is given; None for one that cannot be opened any more."""
    try:
        shown = practising.show_practice(record)
    except Unreadable:
        return None
    return shown | {"id": str(record.uid), "version": record.version, "seq": record.seq}
