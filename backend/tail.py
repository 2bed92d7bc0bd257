"""What the services write, repeated for the one who watches, and kept from growing without end."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

LARGEST = 20_000_000


class Tail:
    """Follows one log file from its end on. Services append to the file themselves, so nothing depends on us."""

    def __init__(self, file: Path, largest: int = LARGEST) -> None:
        self.file, self.largest = file, largest
        file.touch(mode=0o600)
        self.seen = file.stat().st_size

    def new_lines(self) -> str:
        """The whole lines since the last call; a line still being written is left for the next."""
        size = self.file.stat().st_size
        if size < self.seen:  # emptied by someone
            self.seen = 0
        if size == self.seen:
            return ""
        with open(self.file, "rb") as log:
            log.seek(self.seen)
            text = log.read(size - self.seen)
        whole = text[: text.rfind(b"\n") + 1]
        self.seen += len(whole)
        if self.seen > self.largest:
            self._turn()
        return whole.decode(errors="replace")

    def _turn(self) -> None:
        """Copies and empties: the service keeps its open file, so it cannot be renamed away."""
        shutil.copyfile(self.file, self.file.with_suffix(".log.1"))
        os.truncate(self.file, 0)
        self.seen = 0

    def last(self, count: int) -> str:
        """The last lines, to show why a service ended."""
        lines = self.file.read_text(errors="replace").splitlines()
        return "\n".join(lines[-count:])


def say(words: str) -> None:
    """Prints at once; a reader who has gone away (`make run | head`) must not stop the stack."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  stays open for the rest of the process
