"""The journal over HTTP: sync for phones, conventional routes for scripts; the same verbs underneath."""

import base64
import binascii
from contextlib import suppress
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts.http import ClientView, Refused, answer, body, person, query
from accounts.models import User, new_id
from accounts.schema import describe
from journal import earlier, feed, listing, recorders, sync
from journal.kinds import ENTRY, READING
from journal.models import Entry, Reading

Limit = Annotated[int, msgspec.Meta(ge=1, le=200)]


class Push(msgspec.Struct, forbid_unknown_fields=True):
    ops: list[msgspec.Raw]


class PushResult(msgspec.Struct):
    results: list[sync.Result]


class PullQuery(msgspec.Struct):
    after: str = ""
    limit: Limit = 100


class Pulled(msgspec.Struct):
    changes: list[feed.Change]
    next: str
    has_more: bool
    epoch: UUID


class PushView(ClientView):
    @describe("Send what was kept on the phone: at most 300 changes.", takes=Push, gives=PushResult)
    def post(self, request: Request) -> HttpResponse:
        ops = self.read_ops(request)
        if len(ops) > sync.OPS_MAX:
            raise Refused(413, "too_large", f"At most {sync.OPS_MAX} changes go into one push.", "ops")
        return answer({"results": sync.push(person(request), ops)})

    def read_ops(self, request: Request) -> list[msgspec.Raw]:
        try:
            return body(request, Push).ops
        except Refused as refused:
            if refused.status == 400:
                with suppress(ValueError, RecursionError):
                    return sync.split(request._request.body)
            raise


class PullView(ClientView):
    @describe("Get what changed since the last pull, in feed order.", asks=PullQuery, gives=Pulled)
    def get(self, request: Request) -> HttpResponse:
        asked = query(request, PullQuery)
        epoch, after = _read_position(asked.after)
        page = feed.changes(person(request).pk, after, asked.limit)
        if (epoch and epoch != page.epoch) or after > page.newest:
            raise Refused(410, "gone", "The feed was rebuilt: pull again from the start.", "after")
        return answer(Pulled(page.changes, f"{page.epoch}.{page.next}", page.has_more, page.epoch))


def _read_position(text: str) -> tuple[UUID | None, int]:
    if not text:
        return None, 0
    epoch, _, seq = text.partition(".")
    try:
        if not (seq.isascii() and seq.isdigit() and len(seq) < 19):
            raise ValueError
        return UUID(epoch), int(seq)
    except ValueError:
        raise Refused(400, "invalid", "This position was not given by a pull.", "after") from None


class EntryQuery(msgspec.Struct, rename={"first": "from", "last": "to"}):
    first: date | None = None
    last: date | None = None
    pattern: str | None = None
    family: str | None = None
    mood: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    person: UUID | None = None
    q: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    limit: Limit = 50
    cursor: str = ""


class EntryShown(msgspec.Struct):
    """An entry: its document, and what was read in it."""

    id: UUID
    version: int
    seq: int
    text: str
    mood: int | None
    written_at: str
    zone: str
    local_day: date
    people: list[UUID]
    context: list[str]
    read: bool
    reading: dict[str, Any] | None


class EntryPage(msgspec.Struct):
    results: list[EntryShown]
    next: str | None


class EntryNew(msgspec.Struct, forbid_unknown_fields=True):
    """What may be given for a new entry; everything but words or a mood has a default."""

    id: UUID | msgspec.UnsetType = msgspec.UNSET
    text: Any = msgspec.UNSET
    mood: Any = msgspec.UNSET
    states: Any = msgspec.UNSET
    written_at: Any = msgspec.UNSET
    zone: Any = msgspec.UNSET
    local_day: Any = msgspec.UNSET
    people: Any = msgspec.UNSET
    context: Any = msgspec.UNSET
    prompt: Any = msgspec.UNSET
    read: Any = msgspec.UNSET
    earlier: Any = msgspec.UNSET


class EntryChange(EntryNew, forbid_unknown_fields=True):
    base_version: int | msgspec.UnsetType = msgspec.UNSET


def _given(struct: EntryNew) -> dict[str, Any]:
    fields = msgspec.structs.asdict(struct)
    return {name: value for name, value in fields.items() if value is not msgspec.UNSET and name not in ABOUT}


ABOUT = {"id", "base_version"}


class EntriesView(ClientView):
    @describe("Your entries, newest first.", asks=EntryQuery, gives=EntryPage, name="entries_list")
    def get(self, request: Request) -> HttpResponse:
        asked = query(request, EntryQuery)
        wanted = listing.Filter(asked.first, asked.last, asked.pattern, asked.family, asked.mood, asked.person, asked.q)
        page = listing.list_entries(person(request), wanted, asked.limit, _read_cursor(asked.cursor))
        return answer({"results": page.entries, "next": _write_cursor(page.next)})

    @describe("Write an entry.", takes=EntryNew, gives=EntryShown, status=201)
    def post(self, request: Request) -> HttpResponse:
        owner, new = person(request), body(request, EntryNew)
        doc = listing.defaults(owner, timezone.now(), _given(new))
        if not doc.get("text") and doc.get("mood") is None:
            raise Refused(400, "invalid", "An entry needs words or a mood.", "text")
        uid = new_id() if new.id is msgspec.UNSET else new.id
        with feed.writing(owner.pk) as writing:
            if Entry.objects.filter(owner=owner, uid=uid).exists():
                raise Refused(409, "conflict", "You have an entry with this id.", "id")
            content = _parse(ENTRY, doc)
            record = recorders.keep(writing, _recorder(ENTRY), owner.pk, uid, None, content)
        return answer(listing.show(record, None), 201)


class EntryView(ClientView):
    @describe("One entry.", gives=EntryShown)
    def get(self, request: Request, uid: UUID) -> HttpResponse:
        entry = find_entry(person(request), uid)
        return answer(listing.show(entry, read_of(entry)))

    @describe("Change an entry.", takes=EntryChange, gives=EntryShown)
    def patch(self, request: Request, uid: UUID) -> HttpResponse:
        owner, change = person(request), body(request, EntryChange)
        with feed.writing(owner.pk) as writing:
            entry = find_entry(owner, uid)
            if change.id not in (msgspec.UNSET, uid):
                raise Refused(400, "invalid", "An entry keeps its id.", "id")
            if change.base_version not in (msgspec.UNSET, entry.version):
                raise Refused(409, "conflict", "The entry was changed since this version.", "base_version")
            doc = earlier.remember(ENTRY.document(entry), _given(change), timezone.now())
            content = _parse(ENTRY, doc)
            recorders.keep(writing, _recorder(ENTRY), owner.pk, uid, entry, content)
        return answer(listing.show(entry, read_of(entry)))

    @describe("Delete an entry and everything that was read in it.", status=204)
    def delete(self, request: Request, uid: UUID) -> HttpResponse:
        owner = person(request)
        with feed.writing(owner.pk) as writing:
            recorders.erase(writing, _recorder(ENTRY), find_entry(owner, uid))
        return HttpResponse(status=204)


def find_entry(owner: User, uid: UUID) -> Entry:
    """The owner's entry. Raises Refused (404), also for an entry of somebody else or a deleted one."""
    entry = Entry.objects.filter(owner=owner, uid=uid, deleted=False).first()
    if entry is None:
        raise Refused(404, "not_found", "There is no such entry.")
    return entry


def read_of(entry: Entry) -> dict[str, Any] | None:
    """What was read in the entry as it stands, if it was. Raises Unreadable."""
    row = Reading.objects.filter(entry=entry, deleted=False, content_version=entry.version).first()
    return READING.document(row) if row else None


def _recorder(kind: feed.Kind) -> recorders.Recorder:
    recorder = recorders.find(kind.name)
    if recorder is None:
        raise LookupError(kind.name)
    return recorder


def _parse(kind: feed.Kind, doc: dict[str, Any]) -> Any:
    return _recorder(kind).parse(doc)


def _write_cursor(position: tuple[date, int] | None) -> str | None:
    if position is None:
        return None
    return base64.urlsafe_b64encode(f"{position[0]}/{position[1]}".encode()).decode()


def _read_cursor(text: str) -> tuple[date, int] | None:
    if not text:
        return None
    try:
        day, _, pk = base64.urlsafe_b64decode(text.encode()).decode().partition("/")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            raise ValueError
        return date.fromisoformat(day), int(pk)
    except (ValueError, binascii.Error):
        raise Refused(400, "invalid", "This cursor was not given by a list.", "cursor") from None
