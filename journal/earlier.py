"""An entry's earlier words: kept with it when its text changes, at most so many, dropped from the oldest.

The phone does the same before it sends (frontend/src/domain/versions.ts); this is for scripts.
"""

from datetime import datetime
from typing import Any

from journal.documents import EARLIER_MAX

LENGTH_MAX = 40_000


def remember(before: dict[str, Any], change: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`before` with `change` over it; words that it takes away go to `earlier`, unless the change says what stays."""
    after = before | change
    words = before["text"]
    if "earlier" in change or after["text"] == words or not words.strip():
        return after
    kept = [*before.get("earlier", []), {"text": words, "until": now.isoformat(), "mood": before["mood"]}]
    return after | {"earlier": bounded(kept)}


def bounded(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest of `kept`, oldest first, inside the bounds; the very newest always."""
    total = 0
    for number, version in enumerate(reversed(kept)):
        total += len(version["text"])
        if number and (number >= EARLIER_MAX or total > LENGTH_MAX):
            return kept[-number:]
    return kept
