"""No committed file names a package registry or a folder of somebody's machine."""

from __future__ import annotations

import json
import re

import pytest

from tests.house import files
from tests.house.files import Source

REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|registry\.npm\w*|debian|crates|rubygems)\.(?:org|com|io)\b")
MACHINE = re.compile(r"(?<![\w.~}/-])/(?:work|root|home/\w+|tmp)/\w")
LOCK = "uv.lock"
DEFAULTS = re.compile(r"https://(?:pypi\.org/simple|files\.pythonhosted\.org/packages/.+)")
ADDRESS = re.compile(r"https?://[^\s\"'}]+")


def places(source: Source) -> list[str]:
    """Registries and machine folders that this file names."""
    found = [*REGISTRY.finditer(source.text), *MACHINE.finditer(source.text)]
    return [f"{source.path}: {match[0]}" for match in found]


def odd_addresses(lock: str) -> list[str]:
    """Addresses in a uv.lock that are not the public defaults."""
    return sorted({address for address in ADDRESS.findall(lock) if not DEFAULTS.fullmatch(address)})


def test_no_file_names_a_registry_or_a_machine() -> None:
    sources = [source for source in files.texts() if source.path != LOCK]
    assert [found for source in sources for found in places(source)] == []


@pytest.mark.parametrize("text", ["see pypi" + ".org", "cd /wor" + "k/main", "open('/tm" + "p/x')", "/hom" + "e/ana/x"])
def test_a_registry_and_a_machine_folder_are_named(text: str) -> None:
    assert len(places(Source("a.md", text))) == 1


def test_ordinary_paths_are_allowed() -> None:
    text = "frontend/work/x, /usr/bin/chromium, .venv/tmp/x, https://example.org/root/x, /var/lib/postgresql"
    assert places(Source("a.md", text)) == []


def test_the_python_lock_names_only_the_public_defaults() -> None:
    assert odd_addresses((files.ROOT / LOCK).read_text()) == []


def test_another_index_in_the_lock_is_named() -> None:
    assert odd_addresses('source = { registry = "http://mirror.local/simple" }') == ["http://mirror.local/simple"]


def test_the_node_lock_names_no_address() -> None:
    packages = json.loads((files.ROOT / "frontend/package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
