"""The files of this repository as the rules see them: what is committed or about to be, with its text."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("backend", "accounts", "patterns", "journal", "insights", "sharing", "bench")


class Source(NamedTuple):
    """One file: its path from the root, and its text."""

    path: str
    text: str


def listed() -> list[str]:
    """Paths of all files that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return sorted({path for path in answer.stdout.decode().split("\0") if path and (ROOT / path).is_file()})


def texts() -> Iterator[Source]:
    """Every listed file that is text."""
    for path in listed():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content[:8000]:
            yield Source(path, content.decode(errors="replace"))


def python(*folders: str) -> list[Source]:
    """Python files below these folders, migrations (which Django writes) left out."""
    wanted = tuple(f"{folder}/" for folder in folders)
    return [
        source
        for source in texts()
        if source.path.endswith(".py") and source.path.startswith(wanted) and "/migrations/" not in source.path
    ]
