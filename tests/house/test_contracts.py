"""The import arrow of the house holds, and the program that checks it sees a violation."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.house import files

PURE = ("patterns", "insights.weeks", "insights.trends", "insights.links", "insights.recommend", "sharing.summary")
LINT = Path(sys.executable).with_name("lint-imports")
VIOLATIONS = {
    "journal/models.py": "import sharing",
    "accounts/models.py": "import journal",
    "patterns/text.py": "import django",
    "insights/weeks.py": "from rest_framework import serializers",
    "insights/api.py": "import patterns.text",
    "journal/tagging.py": "import journal.sync",
}


def unguarded(pure: Collection[str], existing: Collection[str], contracts: list[Mapping[str, Any]]) -> list[str]:
    """Files that should be pure and exist, but that no contract forbids to import Django."""
    guarded = {
        source
        for contract in contracts
        if "django" in contract.get("forbidden_modules", [])
        for source in contract["source_modules"]
    }
    return sorted(name for name in pure if name in existing and name not in guarded)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the Python files and contracts, to break."""
    for source in files.python(*files.PACKAGES):
        copy = tmp_path / source.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(source.text)
    shutil.copy(files.ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_pure_file_is_guarded() -> None:
    contracts = tomllib.loads((files.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    existing = {source.path.removesuffix(".py").replace("/", ".") for source in files.python(*files.PACKAGES)}
    assert unguarded(PURE, existing | {"patterns"}, contracts) == []


def test_a_pure_file_that_no_contract_names_is_found() -> None:
    contract = {"source_modules": ["patterns"], "forbidden_modules": ["django"]}
    assert unguarded(PURE, {"patterns", "sharing.summary"}, [contract]) == ["sharing.summary"]


def test_all_contracts_are_kept(house: Path) -> None:
    checked = lint(house)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", VIOLATIONS)
def test_an_import_against_the_arrow_breaks_a_contract(house: Path, path: str) -> None:
    file = house / path
    file.write_text(f"{file.read_text()}\n{VIOLATIONS[path]}\n")
    checked = lint(house)
    assert checked.returncode == 1, checked.stdout
    assert "BROKEN" in checked.stdout
