"""The documents of the journal as they come in, are sealed, and go out.

What a document holds beyond the fields named here is kept in `extra` and given back: an older server never drops what
a newer phone wrote.
"""

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID
from zoneinfo import available_timezones

import msgspec
from django.utils import timezone

from accounts.refusals import Refusal, refusal_of
from journal.teaching import Answer

TEXT_MAX = 20_000
SERVER_KEYS = frozenset({"id", "version", "seq", "deleted", "owner", "tags", "reading"})
FIRST_DAY = date(1990, 1, 1)
DAYS_AHEAD = 2
LAST_YEAR = 2200
EXTRA_KEYS_MAX = 100
EARLIER_MAX = 10
QUOTE_MAX = 1_000

Rating = Annotated[int, msgspec.Meta(ge=0, le=10)]
Mood = Annotated[int, msgspec.Meta(ge=1, le=5)]
Slug = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern="^[a-z0-9_-]+$")]
Offset = Annotated[int, msgspec.Meta(ge=0, le=TEXT_MAX)]
Text = Annotated[str, msgspec.Meta(max_length=TEXT_MAX)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Shape = TypeVar("Shape", bound="Sealable")


class States(msgspec.Struct, omit_defaults=True):
    calm: Rating | None = None
    connected: Rating | None = None
    steady: Rating | None = None


class Earlier(msgspec.Struct, omit_defaults=True):
    """Words that stood in an entry until its writer changed them at `until`."""

    text: Text
    until: datetime
    mood: Mood | None = None


class Sealable(msgspec.Struct, kw_only=True):
    """A sealed content; `v` is the version of its shape."""

    v: int = 1
    extra: dict[str, Any] = {}


class EntryContent(Sealable, kw_only=True):
    """An entry. `written_at` is the instant, `zone` the IANA zone, `local_day` the date as the person saw it.

    `earlier` are the writer's own earlier words, oldest first: sealed with the entry, gone with it, never read.
    """

    text: Text = ""
    mood: Mood | None = None
    states: States | None = None
    written_at: datetime
    zone: Annotated[str, msgspec.Meta(max_length=64)]
    local_day: date
    people: Annotated[list[UUID], msgspec.Meta(max_length=50)] = []
    context: Annotated[list[Slug], msgspec.Meta(max_length=20)] = []
    prompt: Slug | None = None
    read: bool = True
    earlier: Annotated[list[Earlier], msgspec.Meta(max_length=EARLIER_MAX)] | None = None


class PersonContent(Sealable, kw_only=True):
    name: Name
    kind: Literal["partner", "ex", "parent", "child", "sibling", "family", "friend", "colleague", "other"] = "other"
    ended: date | None = None  # the day on which a partner was said to be a former one


class Added(msgspec.Struct):
    """A tag that the writer added by marking words: `quote` is what stood from `start` to `end` when they did."""

    pattern: Slug
    start: Offset
    end: Offset
    quote: Annotated[str, msgspec.Meta(max_length=QUOTE_MAX, pattern=r"\S")]
    holder: Literal["self", "partner", "other"] = "self"
    status: Literal["enacted", "urge", "resisted", "past", "hypothetical", "negated", "reported"] = "enacted"


class VerdictContent(Sealable, kw_only=True):
    """The answer to a tag, with the pattern and the words that it is bound to (taken from the tag by the server).

    With `added` the tag is the writer's own, and the answer is theirs to that. `person` is whom the tag is about; where
    nobody said so, what the reader thinks stands.
    """

    entry: UUID
    tag: UUID
    answer: Answer
    pattern: Slug | None = None
    person: UUID | msgspec.UnsetType | None = msgspec.UNSET
    added: Added | None = None
    about: str = ""
    quote: str = ""


class Taught(msgspec.Struct):
    """What earlier answers of the writer say to a tag: the answer that it follows and how many taught it."""

    lesson: UUID
    answer: Answer
    pattern: str | None
    times: int


class TagContent(msgspec.Struct):
    """One tag as it is sealed and sent: `quote` is exactly `text[start:end]` of the version that was read."""

    id: UUID
    pattern: str
    family: str
    holder: str
    status: str
    start: int
    end: int
    quote: str
    confidence: float
    why: str
    person: UUID | None = None
    verdict: str | None = None
    corrected: str | None = None
    taught: Taught | None = None
    own: bool = False


class ReadingContent(Sealable, kw_only=True):
    """What was read in one version of an entry, with the writer's answers and own tags. `covered` are tags that a tag
    of the writer's own stands in for: they count nowhere and are sent to nobody."""

    entry: UUID
    content_version: int
    engine: str
    language: str = "en"
    skipped: str | None = None
    tags: list[TagContent] = []
    covered: list[TagContent] = []


OWN_FIELDS = {"v", "extra", "about", "quote", "covered"}
# Read once: asking for the list walks through the zone files each time.
ZONES = frozenset(available_timezones())


@cache
def _names(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(kind)) - OWN_FIELDS


def parse(doc: object, kind: type[Shape]) -> Shape:
    """`doc` (decoded JSON) as `kind`. Raises Refusal with the field that is wrong."""
    if not isinstance(doc, dict):
        raise Refusal("invalid", "A document is expected.", "doc")
    names = _names(kind)
    if taken := sorted(SERVER_KEYS & doc.keys() - names):
        raise Refusal("invalid", "This field belongs to the server.", taken[0])
    extra = {key: value for key, value in doc.items() if key not in names}
    if len(extra) > EXTRA_KEYS_MAX:
        raise Refusal("invalid", "There are too many unknown fields.", "doc")
    known = {key: value for key, value in doc.items() if key in names}
    try:
        return msgspec.convert(known | {"extra": extra}, kind)
    except msgspec.ValidationError as problem:
        raise refusal_of(problem) from None


def parse_entry(doc: object) -> EntryContent:
    """An entry's document, with its times checked. Raises Refusal."""
    content = parse(doc, EntryContent)
    if content.zone not in ZONES:
        raise Refusal("invalid", "This time zone is not known.", "zone")
    check_instant(content.written_at, "written_at")
    check_day(content.local_day)
    for before in content.earlier or ():
        check_instant(before.until, "earlier")
    return content


def check_instant(instant: datetime, field: str) -> None:
    """Raises Refusal for an instant without an offset, or one that no clock of a phone can show by mistake."""
    if instant.tzinfo is None:
        raise Refusal("invalid", "An instant needs its offset.", field)
    if not FIRST_DAY.year <= instant.year <= LAST_YEAR:
        raise Refusal("invalid", "This instant is too far away.", field)


def check_day(day: date) -> None:
    """Raises Refusal for a day that nobody can have lived through with this app."""
    if day < FIRST_DAY:
        raise Refusal("invalid", "This day is too long ago.", "local_day")
    if (day - timezone.now().date()).days > DAYS_AHEAD:
        raise Refusal("invalid", "This day is still to come.", "local_day")


def present(content: Sealable) -> dict[str, Any]:
    """`content` as its document: its fields, and what was kept for a newer phone."""
    fields = msgspec.to_builtins(content)
    extra = fields.pop("extra")
    fields = {
        key: value for key, value in fields.items() if key not in OWN_FIELDS and (value is not None or key in KEPT)
    }
    return {**extra, **fields}


KEPT = frozenset({"mood", "skipped", "person", "verdict"})
