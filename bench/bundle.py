"""How many bytes of JavaScript the first screen loads."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

ENTRY = re.compile(r"""<(?:script|link)\b[^>]*?(?:src|href)=["']([^"']+\.js)["']""")
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\.{0,2}/[^"']+\.js)["']""")


def first_load(dist: Path) -> tuple[float, list[str]]:
    """KiB after gzip -9 of what index.html asks for and all that is statically imported, and those files.

    Raises FileNotFoundError when the front end was not built.
    """
    page = (dist / "index.html").read_text(encoding="utf-8")
    waiting = [dist / name.lstrip("/") for name in ENTRY.findall(page)]
    seen: dict[Path, int] = {}
    while waiting:
        file = waiting.pop().resolve()
        if file in seen:
            continue
        code = file.read_bytes()
        seen[file] = len(gzip.compress(code, 9))
        for name in IMPORT.findall(code.decode("utf-8")):
            waiting.append(dist / name.lstrip("/") if name.startswith("/") else file.parent / name)
    return sum(seen.values()) / 1024, sorted(file.name for file in seen)
