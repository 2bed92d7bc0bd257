"""Where the reader's model lies and how it is recognised.

Three places: `patterns/model/` in the repository (adapters, heads, card), the base weights in the user's cache under
their own hash, and beside them one built model for each engine version, with a manifest of hashes.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BASE = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
BASE_FILES = {
    "model.safetensors": BASE,
    "tokenizer.json": "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
}
# Raise it when network.py or building.py draws another model from the same parts.
BUILDER = "5"
SHIPPED = Path(__file__).parent / "model"
CARD = "card.json"
MANIFEST = "manifest.json"
CHUNK = 1 << 20


def find_cache() -> Path:
    """The folder of all cached models: `$XDG_CACHE_HOME/holdfast/models`, else below `~/.cache`."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "holdfast" / "models"


def find_base() -> Path:
    """The folder of the base weights, named by their hash."""
    return find_cache() / BASE


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises OSError when it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def name_version(shipped: Path = SHIPPED) -> str:
    """The engine version: twelve hexadecimal digits over the builder, the base and every shipped part."""
    digest = hashlib.sha256(f"{BUILDER}\n{BASE}\n".encode())
    for path in sorted(shipped.iterdir()):
        if path.suffix in {".json", ".safetensors"}:
            digest.update(f"{path.name} {hash_file(path)}\n".encode())
    return digest.hexdigest()[:12]


def find_built(shipped: Path = SHIPPED) -> Path:
    """The folder of the model that belongs to the shipped parts, whether it is there or not."""
    return find_base() / "built" / name_version(shipped)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """A built model's manifest (`version`, `files` with hashes, `patterns`, `thresholds`), or None without one."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def list_damage(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Names of the files that are missing or differ from their hash."""
    damaged = []
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or hash_file(path) != digest:
            damaged.append(name)
    return damaged
