"""The plain sentences of a week: behaviour and counts, never the person, never a praise or a blame."""

from typing import Final, Protocol

_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Counted(Protocol):
    """A pattern with its count."""

    @property
    def name(self) -> str: ...
    @property
    def entries(self) -> int: ...
    @property
    def of(self) -> int: ...


ANY_DAY: Final = "A short one that suits any day, if the others do not fit right now."


def count(number: int, one: str, many: str) -> str:
    """`two days`: small numbers as words."""
    return f"{_SMALL[number] if number < len(_SMALL) else number} {one if number == 1 else many}"


def say_coverage(days: int, of_days: int, waiting: int) -> str:
    """How much was written."""
    sentence = f"You wrote on {days} of {of_days} days."
    if waiting:
        sentence += f" {count(waiting, 'entry is', 'entries are').capitalize()} still being read."
    return sentence


def say_readers(older: int, again: int, entries: int) -> str:
    """That readers of several versions read a week; empty when one read it all."""
    parts = []
    if again:
        are = "is" if again == 1 else "are"
        parts.append(f"{again} of {entries} entries {are} being read again with a newer reader; numbers may change.")
    if older > again:
        were = "was" if older - again == 1 else "were"
        parts.append(f"{older - again} of {entries} entries {were} read by an older reader.")
    return " ".join(parts)


def say_row(done: int, of: int, low: float, high: float, resisted: int, enough: bool) -> str:
    """How often, with how sure: `low` and `high` are shares. Below enough entries no share is spoken of."""
    parts = []
    if done and enough:
        parts.append(f"In {done} of {of} entries. The real share may lie anywhere from {low:.0%} to {high:.0%}.")
    elif done:
        parts.append(f"In {done} of {of} {'entry' if of == 1 else 'entries'}. Too few entries to say how often.")
    if resisted:
        parts.append(f"In {count(resisted, 'entry', 'entries')} you felt the pull and let it pass.")
    return " ".join(parts)


def say_urges(felt: int, resisted: int) -> str:
    """How many urges were let pass, of those felt."""
    if not felt:
        return "No urges were noted."
    sentence = f"You noted {count(felt, 'urge', 'urges')}"
    if not resisted:
        return f"{sentence}."
    if resisted == felt:
        return f"{sentence} and let {'it' if felt == 1 else 'them'} pass."
    return f"{sentence} and let {_SMALL[resisted] if resisted < len(_SMALL) else resisted} of them pass."


def say_week(entries: int, waiting: int, read: int, enough: bool, steady: int, most: Counted | None) -> str:
    """The one line above a week: whether there is enough to go by, then steady moments, then what came up most."""
    if not entries:
        return "Nothing was written this week. That is fine."
    if not read:
        return "Your words are still being read." if waiting else "There were no words to read this week."
    parts: list[str] = []
    if steady:
        parts.append(f"You did something steady in {steady} of {read} {'entry' if read == 1 else 'entries'}.")
    if most is not None and most.entries:
        parts.append(f"What came up most: {most.name.lower()}, in {most.entries} of {most.of}.")
    if not parts:
        parts.append("Nothing stood out in what was read.")
    if not enough:
        parts.append("There are too few entries to say how often.")
    return " ".join(parts)


def say_days(name: str, days: int) -> str:
    """Why something is suggested."""
    return f"Because you noted “{name.lower()}” on {count(days, 'day', 'days')}."
