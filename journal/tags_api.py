"""The tags of an entry over HTTP: what was read, what the writer says to it, and what they mark themselves."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpResponse
from rest_framework.request import Request

from accounts.http import ClientView, Refused, answer, body, person
from accounts.models import User, new_id
from accounts.schema import describe
from accounts.vault import opened
from journal import answers, feed, recorders
from journal.api import find_entry
from journal.documents import EntryContent, Offset, ReadingContent, TagContent, VerdictContent, present
from journal.kinds import VERDICT
from journal.models import Entry, Reading, Verdict


class Tags(msgspec.Struct):
    results: list[TagContent]
    read: bool


class TagNew(msgspec.Struct, forbid_unknown_fields=True):
    """Words of an entry, by code points, and what they are about. Without `person` it is the entry's only one."""

    pattern: str
    start: Offset
    end: Offset
    holder: Literal["self", "partner", "other"] = "self"
    status: str = "enacted"
    person: UUID | msgspec.UnsetType | None = msgspec.UNSET
    id: UUID | msgspec.UnsetType = msgspec.UNSET


class VerdictNew(msgspec.Struct, forbid_unknown_fields=True):
    answer: Any
    pattern: Any = None
    person: Any = msgspec.UNSET


class TagsView(ClientView):
    @describe("The tags of an entry: each with its words and its reason. Your own are `own`.", gives=Tags)
    def get(self, request: Request, uid: UUID) -> HttpResponse:
        entry = find_entry(person(request), uid)
        found = _reading(entry)
        current = found is not None and found.content_version == entry.version
        return answer({"results": found.tags if found and current else answers.own_tags(entry), "read": current})

    @describe("Add a tag of your own by marking words.", takes=TagNew, gives=TagContent, status=201)
    def post(self, request: Request, uid: UUID) -> HttpResponse:
        owner, new = person(request), body(request, TagNew)
        with feed.writing(owner.pk) as writing:
            entry = find_entry(owner, uid)
            content = entry.unseal(EntryContent)
            tag = new_id() if new.id is msgspec.UNSET else new.id
            if _verdict_on(entry, tag):
                raise Refused(409, "conflict", "This entry has a tag with this id.", "id")
            if new.person is msgspec.UNSET and len(content.people) == 1:
                new.person = content.people[0]
            doc = {"entry": str(uid), "tag": str(tag), "answer": "yes", "added": _mark(new, content.text)}
            _keep(writing, owner, None, doc | _of(new.person))
            return answer(_find(entry, tag), 201)


def _mark(new: TagNew, text: str) -> dict[str, Any]:
    """The words that are marked, as a verdict brings them along; none at this place are refused with its document."""
    fields = {"pattern": new.pattern, "start": new.start, "end": new.end, "quote": text[new.start : new.end]}
    return fields | {"holder": new.holder, "status": new.status}


def _of(person: Any) -> dict[str, Any]:
    if person is msgspec.UNSET:
        return {}
    return {"person": str(person) if isinstance(person, UUID) else person}


class VerdictView(ClientView):
    @describe("Answer a tag: yes, no, that was them, I did not do it.", takes=VerdictNew, gives=TagContent)
    def put(self, request: Request, uid: UUID, tag: UUID) -> HttpResponse:
        owner, given = person(request), body(request, VerdictNew)
        with feed.writing(owner.pk) as writing:
            entry = find_entry(owner, uid)
            earlier = _verdict_on(entry, tag)
            known = present(earlier[1]) if earlier else {}
            doc = {"entry": str(uid), "tag": str(tag), "answer": given.answer, "pattern": given.pattern}
            kept = {name: known[name] for name in ("person", "added") if name in known}
            _keep(writing, owner, earlier[0] if earlier else None, doc | kept | _of(given.person))
            return answer(_find(entry, tag))


def _keep(writing: feed.Writing, owner: User, record: Verdict | None, doc: dict[str, Any]) -> None:
    recorder = recorders.find(VERDICT.name)
    if recorder is None:
        raise LookupError(VERDICT.name)
    uid = record.uid if record else new_id()
    recorders.keep(writing, recorder, owner.pk, uid, record, recorder.parse(doc))


def _verdict_on(entry: Entry, tag: UUID) -> tuple[Verdict, VerdictContent] | None:
    """The newest answer to this tag, with what it says."""
    rows = answers.verdicts_of(entry).reverse()
    return next(((row, said) for row, said in opened(rows, VerdictContent) if said.tag == tag), None)


def _find(entry: Entry, tag: UUID) -> TagContent:
    """The tag as it is now. Raises Refused (404), also for one of the writer's own whose words are gone."""
    # It may be of an older version of the entry, and a worker may read it anew right after this.
    found = _reading(entry)
    shown = _pick(found.tags if found else [], tag) or _pick(answers.own_tags(entry), tag)
    if shown is None:
        raise Refused(404, "not_found", "There is no such tag in these words.")
    return shown


def _pick(tags: Sequence[TagContent], tag: UUID) -> TagContent | None:
    return next((one for one in tags if one.id == tag), None)


def _reading(entry: Entry) -> ReadingContent | None:
    row = Reading.objects.filter(entry=entry, deleted=False).first()
    return row.unseal(ReadingContent) if row else None
