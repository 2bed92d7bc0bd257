"""Reads texts from the command line: one JSON object a line in, one a line out, as they come.

    python -m patterns --jsonl < in > out

In: `{"id", "text"}`. Out: `{"id", "tags": [{"pattern", "family", "holder", "status", "start", "end", "quote",
"confidence"}], "language", "skipped"}`, or `{"id", "error": {"code", "message"}}` for a line that cannot be read; the
rest goes on. Exit status: 0, 1 if any line was bad, 2 if there is no model or the call is wrong.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO, Final, TextIO

from patterns.encoder import ModelError
from patterns.reader import Reader
from patterns.values import Reading

LONGEST: Final = 20_000
"""Code points of one text, as everywhere in the product."""

_FIELDS: Final = ("pattern", "family", "holder", "status", "start", "end", "quote", "confidence")


class BadLine(ValueError):
    """A line that holds no text to read. `code` is stable, the message is for people and quotes nothing."""

    def __init__(self, code: str, message: str, identity: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.identity = identity


def main(arguments: list[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m patterns", description="Reads texts, one JSON object a line.")
    parser.add_argument("--jsonl", action="store_true", required=True, help='lines of {"id", "text"} on standard input')
    parser.parse_args(arguments)
    try:
        reader = Reader.load()
    except ModelError as error:
        print(f"patterns: {error}", file=sys.stderr)
        return 2
    return 1 if answer(reader, sys.stdin.buffer, sys.stdout) else 0


def answer(reader: Reader, lines: BinaryIO | Iterable[bytes], out: TextIO) -> int:
    """Answers every line that is not blank; returns how many were bad."""
    bad = 0
    for line in lines:
        if not line.strip():
            continue
        try:
            identity, text = parse(line)
            found = {"id": identity, **show(reader.read(text))}
        except BadLine as error:
            bad += 1
            found = {"id": error.identity, "error": {"code": error.code, "message": str(error)}}
        # ASCII only: a lone surrogate in a quote has no UTF-8.
        print(json.dumps(found), file=out, flush=True)
    return bad


def parse(line: bytes) -> tuple[Any, str]:
    """The id and the text of one line. Raises `BadLine`."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("malformed", "This line is not JSON.") from error
    if not isinstance(value, dict):
        raise BadLine("invalid", "A line is an object with id and text.")
    identity, text = value.get("id"), value.get("text")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise BadLine("invalid", "The id is a string or a whole number.")
    if not isinstance(text, str):
        raise BadLine("invalid", "The text is a string.", identity)
    if len(text) > LONGEST:
        raise BadLine("too_large", f"The text is longer than {LONGEST} characters.", identity)
    return identity, text


def show(reading: Reading) -> dict[str, Any]:
    """A reading as the plain values of the output."""
    tags = [{field: getattr(tag, field) for field in _FIELDS} for tag in reading.tags]
    return {"tags": tags, "language": reading.language, "skipped": reading.skipped}


if __name__ == "__main__":
    sys.exit(main())
