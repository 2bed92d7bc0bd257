"""Typed readers of the environment: nonsense is refused at start, not discovered at night."""

import os
from pathlib import Path


class Misconfigured(Exception):
    """A setting is missing or has no meaning; the message names the variable and what it should hold."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str) -> tuple[str, ...]:
    """Words between commas or blanks; the one word `none` stands for no word at all."""
    found = tuple(text(name, default).lower().replace(",", " ").split())
    return () if found == ("none",) else found


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def secret(name: str, made: Path) -> str:
    """The value of `name`, or the content of the file named by `name`_FILE, or of the file that `make run` made; empty
    when there is none of them."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name) or (made.read_text(encoding="utf-8").strip() if made.is_file() else "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        raise Misconfigured(f"{name}_FILE names a file that cannot be read.") from None
