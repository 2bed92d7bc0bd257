"""A tag as one plain sentence that its writer can understand and dispute. All words are data (`lexicon/explain.toml`).

The sentence names the behaviour, whose it was, and whether it was done, wished, let go, past, imagined, denied or only
said by somebody. It quotes nothing: the quote stands beside it.
"""

from functools import cache
from typing import Any

from patterns.lexicon import read
from patterns.vocabulary import SECURE


@cache
def explain(pattern: str, holder: str, status: str) -> str:
    """The sentence for a tag. All three are words of `patterns.vocabulary`; raises `KeyError` for any other."""
    tables = _tables()
    words = tables["patterns"][pattern]
    frames = {**tables["frames"]["acted"], **(tables["frames"]["secure"] if pattern in SECURE else {})}
    person = tables["people"][holder]
    frame: str = words.get(status, frames[status])
    parts = {key: words[key].format_map(person) for key in ("done", "base")}
    return frame.format_map({**person, **parts})


@cache
def _tables() -> dict[str, Any]:
    return read("explain")
