"""The change feed: every write of a person's records goes through `writing`, and every device reads `changes`.

A writer holds the owner's counter row for its whole transaction. Two writers of one person therefore commit in the
order of their numbers, and a device that has seen number n can never miss a smaller one (stack.md 2).
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction

from accounts.models import new_id
from accounts.vault import SealedModel, Unreadable
from journal import bell
from journal.models import Entry, Feed

Document = dict[str, Any]
log = logging.getLogger("holdfast.journal")

# Plain SQL for the two statements of every save: the ORM spends longer building them than the database running them.
# The first makes the counter when there is none, and holds its row either way.
HOLD = """INSERT INTO journal_feed (owner_id, seq, epoch) VALUES (%s, 0, %s)
          ON CONFLICT (owner_id) DO UPDATE SET seq = journal_feed.seq RETURNING seq"""
COUNT = "UPDATE journal_feed SET seq = %s WHERE owner_id = %s"
_UUID = Feed._meta.get_field("epoch")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record in the feed: its name on the wire, its table, and how a record becomes a document."""

    name: str
    model: type[SealedModel]
    document: Callable[[Any], Document]


@dataclass(frozen=True, slots=True)
class Change:
    seq: int
    kind: str
    id: UUID
    version: int
    deleted: bool
    doc: Document | None


@dataclass(frozen=True, slots=True)
class Page:
    changes: list[Change]
    next: int
    has_more: bool
    epoch: UUID
    newest: int


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make `kind` part of the feed; called once for each kind when the application starts."""
    _kinds[kind.name] = kind


class Writing:
    """One transaction of one person's feed. Records get their numbers at once and are saved together at the end."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.new: defaultdict[type[SealedModel], list[SealedModel]] = defaultdict(list)
        self.changed: list[SealedModel] = []
        self._held: set[int] = set()
        self.to_read: list[Entry] = []

    def ring_for(self, entry: Entry) -> None:
        """Remember that `entry` waits for a reader, who is told once this transaction is kept."""
        if not any(entry is other for other in self.to_read):
            self.to_read.append(entry)

    def write(self, record: SealedModel, content: msgspec.Struct | None, *, deleted: bool = False) -> None:
        """Put `record` into the feed with `content` (None for a deleted record) under the next number."""
        self.seq += 1
        record.seq = self.seq
        record.deleted = deleted
        if content is None:
            record.sealed = b""
        else:
            record.seal(content)
        if id(record) in self._held:
            return
        self._held.add(id(record))
        if record._state.adding:
            self.new[type(record)].append(record)
        else:
            self.changed.append(record)

    def flush(self) -> None:
        """Save what was written so far."""
        for model, records in self.new.items():
            model._default_manager.bulk_create(records)
        for record in self.changed:
            record.save()
        self.new.clear()
        self.changed.clear()
        self._held.clear()


@contextmanager
def writing(owner: UUID) -> Iterator[Writing]:
    """A transaction that may write into the feed of `owner`; nothing of it is kept when it raises."""
    with transaction.atomic():
        seq = _hold(owner)
        session = Writing(seq)
        yield session
        session.flush()
        bell.ring_after_commit([entry.pk for entry in session.to_read if entry.wants_reading])
        if session.seq != seq:
            _run(COUNT, session.seq, _UUID.get_db_prep_value(owner, connection))


def _hold(owner: UUID) -> int:
    """The newest number of the feed of `owner`, whose counter row is held until the transaction ends."""
    return _run(HOLD, _UUID.get_db_prep_value(owner, connection), _UUID.get_db_prep_value(new_id(), connection)) or 0


def _run(statement: str, *values: Any) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone() if cursor.description else None
    return int(row[0]) if row else None


def changes(owner: UUID, after: int, limit: int) -> Page:
    """At most `limit` changes of `owner` after number `after`, in feed order. One query a kind."""
    counter = Feed.objects.filter(owner_id=owner).first() or Feed.objects.get_or_create(owner_id=owner)[0]
    found: list[tuple[Kind, SealedModel]] = []
    for kind in _kinds.values():
        rows = kind.model._default_manager.filter(owner_id=owner, seq__gt=after, seq__lte=counter.seq)
        found += [(kind, row) for row in rows.order_by("seq")[: limit + 1]]
    found.sort(key=lambda pair: pair[1].seq)
    page = found[:limit]
    shown = [change for kind, row in page if (change := present(kind, row))]
    return Page(shown, page[-1][1].seq if page else after, len(found) > limit, counter.epoch, counter.seq)


def present(kind: Kind, record: SealedModel) -> Change | None:
    """`record` as a change on the wire; None when it cannot be opened, which must not hold up all the others."""
    try:
        doc = None if record.deleted else kind.document(record)
    except Unreadable:
        log.error("a record cannot be opened", extra={"entry": record.pk, "reason": kind.name})
        return None
    return Change(record.seq, kind.name, record.uid, record.version, record.deleted, doc)
