"""Push: what a phone kept while it was away, one result for each change. Pull is `feed.changes`.

The server never guesses by clocks: an edit made on another version than the one held here is a conflict, and is
answered with what is held.
"""

import hashlib
import hmac
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.conf import settings

from accounts.models import User
from accounts.nesting import is_deeper
from accounts.refusals import Refusal, explain
from accounts.schema import Fault
from accounts.vault import SealedModel, Unreadable
from journal import feed, recorders
from journal.documents import Sealable, present
from journal.feed import Writing
from journal.models import Operation

OPS_MAX = 300
DIGEST_BYTES = 32
TOO_DEEP = ("invalid", "This document is nested too deeply.", "doc")


class Op(msgspec.Struct):
    """One change: `base_version` is the version it was made on, 0 for a new record."""

    op_id: UUID
    kind: str
    id: UUID
    base_version: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
    deleted: bool = False
    doc: Any = None


class Result(msgspec.Struct, omit_defaults=True):
    op_id: str | None
    status: str
    version: int | None = None
    seq: int | None = None
    server: dict[str, Any] | msgspec.UnsetType | None = msgspec.UNSET
    error: Fault | None = None


@dataclass(slots=True)
class Held:
    """What the server holds that the ops of one push are about."""

    operations: dict[UUID, Operation]
    records: dict[tuple[str, UUID], SealedModel]


def push(owner: User, raw_ops: list[msgspec.Raw]) -> list[Result]:
    """Keep what can be kept, in order, in one transaction; nothing is kept when it raises."""
    ops = [_decode(raw) for raw in raw_ops]
    with feed.writing(owner.pk) as writing:
        held = _load(owner, [op for op in ops if isinstance(op, Op)])
        kept: list[Operation] = []
        results = [op if isinstance(op, Result) else _apply(writing, owner, op, held, kept) for op in ops]
        Operation.objects.bulk_create(kept)
    return results


def _decode(raw: msgspec.Raw) -> Op | Result:
    try:
        op = msgspec.json.decode(raw, type=Op)
    except RecursionError:
        return _reject(_name(raw), *TOO_DEEP)
    except (msgspec.MsgspecError, UnicodeError) as problem:
        return _reject(_name(raw), "invalid", *explain(problem))
    return _reject(str(op.op_id), *TOO_DEEP) if is_deeper(op.doc) else op


def _name(raw: msgspec.Raw) -> str | None:
    """The op_id of an op that cannot be decoded whole (the lenient parser reads past a lone surrogate)."""
    try:
        return str(UUID(json.loads(bytes(raw))["op_id"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def split(content: bytes) -> list[msgspec.Raw]:
    """The ops of an envelope that the strict parser refused, if only an op in it is to blame: a lone surrogate in one
    entry must not hold up the others. Raises ValueError when it is the envelope."""
    envelope = json.loads(content.decode())  # UTF-8 and nothing else
    if not isinstance(envelope, dict) or envelope.keys() != {"ops"} or not isinstance(envelope["ops"], list):
        raise ValueError("not an envelope")
    return [msgspec.Raw(json.dumps(op).encode()) for op in envelope["ops"]]


def _reject(op_id: str | None, code: str, message: str, field: str | None = None) -> Result:
    return Result(op_id, "rejected", error=Fault(code, message, field))


def _load(owner: User, ops: list[Op]) -> Held:
    done = Operation.objects.filter(owner=owner, op_id__in=[op.op_id for op in ops])
    wanted: defaultdict[str, list[UUID]] = defaultdict(list)
    for op in ops:
        wanted[op.kind].append(op.id)
    records: dict[tuple[str, UUID], SealedModel] = {}
    for kind, uids in wanted.items():
        if recorder := recorders.find(kind):
            rows = recorder.kind.model._default_manager.filter(owner=owner, uid__in=uids)
            records |= {(kind, row.uid): row for row in rows}
    return Held({row.op_id: row for row in done}, records)


def _apply(writing: Writing, owner: User, op: Op, held: Held, kept: list[Operation]) -> Result:
    name, digest = str(op.op_id), digest_of(owner, op)
    if earlier := held.operations.get(op.op_id):
        if hmac.compare_digest(earlier.digest, digest):
            return Result(name, "duplicate", earlier.version, earlier.seq)
        return _reject(name, "op_id_reused", "This op_id was used before for another change.", "op_id")
    recorder = recorders.find(op.kind)
    if recorder is None:
        return _reject(name, "invalid", "This kind of record is not known.", "kind")
    record = held.records.get((op.kind, op.id))
    try:
        content = None if op.deleted else recorder.parse(op.doc)
        if conflict := _compare(recorder, op, record, content):
            return conflict
        record = _write(writing, recorder, owner, op, record, content)
    except Refusal as refusal:
        return _reject(name, refusal.code, refusal.message, refusal.field)
    except Unreadable:
        return _reject(name, "unreadable", "What is kept here cannot be opened, so it was not changed.", "id")
    held.records[op.kind, op.id] = record
    operation = Operation(owner=owner, op_id=op.op_id, digest=digest, version=record.version, seq=record.seq)
    held.operations[op.op_id] = operation
    kept.append(operation)
    return Result(name, "applied", record.version, record.seq)


def _write(
    writing: Writing,
    recorder: recorders.Recorder,
    owner: User,
    op: Op,
    record: SealedModel | None,
    content: Sealable | None,
) -> SealedModel:
    if content is not None:
        return recorders.keep(writing, recorder, owner.pk, op.id, record, content)
    if record is None:
        raise Refusal("unknown", "There is no such record.", "id")
    recorders.erase(writing, recorder, record)
    return record


def _compare(
    recorder: recorders.Recorder, op: Op, record: SealedModel | None, content: Sealable | None
) -> Result | None:
    """The conflict between `op` and what is held, if there is one. The same content twice is no conflict."""
    name = str(op.op_id)
    if record is None:
        # An edit of what is not held: its words are the writer's, so the phone keeps them under a new id.
        return Result(name, "conflict", 0, 0, server=None) if op.base_version else None
    if record.version == op.base_version and not (record.deleted and content is None):
        return None  # also brings back what was deleted, when the writer has seen the deletion
    held = None if record.deleted else recorder.kind.document(record)
    if held == (None if content is None else present(content)):
        return Result(name, "duplicate", record.version, record.seq)
    return Result(name, "conflict", record.version, record.seq, server=held)


def digest_of(owner: User, op: Op) -> str:
    """A keyed hash of a change, in which the order of keys does not matter. It tells nothing without the secret key."""
    payload = msgspec.json.encode(op, order="deterministic")
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"holdfast-op", salt=owner.pk.bytes).digest()
    return hashlib.blake2b(payload, key=key, digest_size=DIGEST_BYTES // 2).hexdigest()
