"""What may count in an entry: done, let pass or wished by the writer, or done by somebody else."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from journal.vocabulary import SECURE

UNCOUNTED: Final = frozenset({"alarm_in_closeness"})
"""Fright near a person may be about real danger: it is shown with the words, but never counted or charted."""

STEADIED: Final = "self_soothing"
"""What an urge that was let pass counts as; derived here, since the reader never says it."""


class Tag(Protocol):
    """A behaviour in an entry, with the writer's answers already applied."""

    @property
    def id(self) -> UUID: ...
    @property
    def pattern(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def quote(self) -> str: ...


class Entry(Protocol):
    """An entry as a week sees it: never its text, only what was read in it."""

    @property
    def id(self) -> UUID: ...
    @property
    def day(self) -> date: ...
    @property
    def written_at(self) -> datetime: ...
    @property
    def mood(self) -> int | None: ...
    @property
    def tags(self) -> Sequence[Tag]: ...
    @property
    def read(self) -> bool: ...
    @property
    def waiting(self) -> bool: ...
    @property
    def engine(self) -> str: ...
    @property
    def looked_by(self) -> str: ...
    @property
    def looked_at(self) -> datetime | None: ...
    @property
    def renewed(self) -> bool: ...


class Act(NamedTuple):
    """Something in an entry that may count: what became of it is `done`, `resisted`, `urge` or `theirs`."""

    day: date
    entry: UUID
    tag: UUID
    pattern: str
    became: str
    quote: str


def gather(entries: Iterable[Entry]) -> tuple[Act, ...]:
    """Everything in read entries that may count, in the order it was written; denied, past, imagined and merely
    reported behaviour is left out."""
    found: list[Act] = []
    for entry in entries:
        for tag in entry.tags if entry.read else ():
            became = _became(tag)
            if became is None or tag.pattern in UNCOUNTED:
                continue
            act = Act(entry.day, entry.id, tag.id, tag.pattern, became, tag.quote)
            found.append(act)
            if became == "resisted":
                found.append(act._replace(pattern=STEADIED, became="done"))
    return tuple(found)


def _became(tag: Tag) -> str | None:
    if tag.holder != "self":
        return "theirs" if tag.status == "enacted" else None
    if tag.status == "enacted":
        return "done"
    # A steady act that was held back is no urge, and nothing to be glad about.
    return tag.status if tag.status in ("urge", "resisted") and tag.pattern not in SECURE else None
