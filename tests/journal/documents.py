"""Documents and ops as a phone makes them."""

from typing import Any
from uuid import UUID

from accounts.models import new_id

Doc = dict[str, Any]


def an_entry(text: str = "Tea with Jo.", **fields: Any) -> Doc:
    doc: Doc = {
        "text": text,
        "mood": 3,
        "written_at": "2026-11-17T21:05:00+01:00",
        "zone": "Europe/Berlin",
        "local_day": "2026-11-17",
        "people": [],
        "context": [],
        "read": True,
    }
    return doc | fields


def an_op(doc: Doc | None, *, kind: str = "entry", uid: UUID | str | None = None, base: int = 0, **fields: Any) -> Doc:
    op: Doc = {"op_id": str(new_id()), "kind": kind, "id": str(uid or new_id()), "base_version": base, "doc": doc}
    return op | fields
