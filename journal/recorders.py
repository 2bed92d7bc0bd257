"""How each kind of record is kept and erased: the only verbs that change what a person wrote.

A recorder works inside a `feed.writing` transaction; sync and the conventional routes both go through `keep` and
`erase`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.vault import SealedModel
from journal.documents import Sealable
from journal.feed import Kind, Writing


@dataclass(frozen=True, slots=True)
class Recorder:
    """One kind that a person may write.

    `parse` turns a decoded document into content or raises Refusal; `place` sets the clear columns of a record before
    it is written, `after` writes what follows from it; both are given None as content when the record is deleted.
    """

    kind: Kind
    parse: Callable[[object], Sealable]
    place: Callable[[Writing, Any, Any], None]
    after: Callable[[Writing, Any, Any], None]


_recorders: dict[str, Recorder] = {}


def register(recorder: Recorder) -> None:
    """Let a kind be written; called once for each kind when the application starts."""
    _recorders[recorder.kind.name] = recorder


def find(kind: str) -> Recorder | None:
    return _recorders.get(kind)


def keep(
    writing: Writing, recorder: Recorder, owner: UUID, uid: UUID, record: SealedModel | None, content: Sealable
) -> SealedModel:
    """Write `content` as the next version of `record`, or as the first version of a new one."""
    if record is None:
        record = recorder.kind.model(owner_id=owner, uid=uid, version=0)
    # May refuse: until here the record is as it was, for the next change of the same push may be about it.
    recorder.place(writing, record, content)
    record.version += 1
    writing.write(record, content)
    recorder.after(writing, record, content)
    return record


def erase(writing: Writing, recorder: Recorder, record: SealedModel) -> None:
    """Empty `record` and leave its tombstone, so that every device forgets it."""
    record.version += 1
    recorder.place(writing, record, None)
    writing.write(record, None, deleted=True)
    recorder.after(writing, record, None)
