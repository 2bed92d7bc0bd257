"""`python -m tests.everything [LEG …]`: all legs of `make test`, or those named, and one line about each at the end.

Legs: rules (style, types, import contracts, house), python (SQLite and Valkey), postgres (the tests marked
both_databases again), frontend, journeys (a browser against the whole stack). A leg that cannot run has failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from backend import launcher
from tests import servers

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTEST = [sys.executable, "-m", "pytest", "-q"]
BOTH_CORES = ["-n", "2", "--dist", "loadfile"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "No Chromium was found, and it could not be installed: put `chromium` on PATH and try again."


class Missing(Exception):
    """Something that a leg needs is not there, and could not be installed."""


class Outcome(NamedTuple):
    leg: str
    passed: bool
    seconds: float


def call(command: Sequence[str], more: Mapping[str, str] | None = None, folder: Path = ROOT) -> bool:
    """Runs one program of a leg, its output shown; True when it ended well."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    status = subprocess.run(
        command, cwd=folder, env={**os.environ, **launcher.SILENT, "PATH": path, **(more or {})}, check=False
    ).returncode
    if status != 0:
        print(f"-- ended with {status}: {' '.join(command)}", flush=True)
    return status == 0


def test_rules() -> bool:
    """All of them, even when an earlier one fails: each says something else."""
    ruled = call([str(BIN / "ruff"), "check", "."])
    typed = call([str(BIN / "mypy"), "."])
    contracts = call([str(BIN / "lint-imports"), "--no-cache"])
    return call([*PYTEST, "tests/house"]) and ruled and typed and contracts


def test_python() -> bool:
    return call([*PYTEST, *BOTH_CORES, "--ignore=tests/journeys", "--ignore=tests/house"])


def test_postgres() -> bool:
    with servers.postgres() as url:
        databases = {"HOLDFAST_DATABASE_URL": url, "HOLDFAST_KEYS_DATABASE_URL": servers.beside(url)}
        return call([*PYTEST, *BOTH_CORES, "-m", "both_databases", "--ignore=tests/journeys"], databases)


def test_frontend() -> bool:
    passed = [call(["npm", "run", "--silent", verb], folder=ROOT / "frontend") for verb in ("check", "test", "size")]
    return all(passed)


def test_journeys() -> bool:
    return call([*PYTEST, "tests/journeys"], {"HOLDFAST_CHROMIUM": find_browser()})


def find_browser() -> str:
    """The path of a Chromium; Debian's is installed when there is none and we may. Raises Missing."""
    given = os.environ.get("HOLDFAST_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium from Debian.", flush=True)
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call(["apt-get", "update", "-q"], quiet)
        call(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], quiet)
        found = shutil.which("chromium")
    if found is None or not Path(found).exists():
        raise Missing(NO_BROWSER)
    return found


LEGS: dict[str, Callable[[], bool]] = {
    "rules": test_rules,
    "python": test_python,
    "postgres": test_postgres,
    "frontend": test_frontend,
    "journeys": test_journeys,
}


def run(leg: str) -> Outcome:
    """Runs one leg; whatever stops it counts as its failure, so that the others still run."""
    print(f"\n==== {leg} ====", flush=True)
    began = time.monotonic()
    try:
        passed = LEGS[leg]()
    except (Missing, servers.NotStarted, OSError) as problem:
        print(f"-- {problem}", flush=True)
        passed = False
    return Outcome(leg, passed, time.monotonic() - began)


def main(names: Sequence[str]) -> int:
    """Exit status 0 only when every leg passed."""
    unknown = set(names) - set(LEGS)
    if unknown:
        sys.exit(f"There is no leg {', '.join(sorted(unknown))}; there are {', '.join(LEGS)}.")
    outcomes = [run(leg) for leg in names or LEGS]
    print("\n==== summary ====")
    for outcome in outcomes:
        print(f"  {'passed' if outcome.passed else 'FAILED'}  {outcome.leg:<9} {outcome.seconds:6.1f} s")
    failed = sum(not outcome.passed for outcome in outcomes)
    print(f"legs: {len(outcomes) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
