"""The first step on a bare machine: what is done is not done again, and what fails says what to do."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import pytest

from backend import bootstrap

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with nothing but the bootstrap and an empty project."""
    (tmp_path / "backend").mkdir()
    shutil.copy(ROOT / "backend" / "bootstrap.py", tmp_path / "backend")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'empty'\nversion = '1'\n")
    (tmp_path / "uv.lock").write_text("this is no lock")
    return tmp_path


def program(folder: Path, name: str, script: str) -> Path:
    """A program that does what a shell script says."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def start(checkout: Path, verb: str, **told: str) -> subprocess.CompletedProcess[str]:
    """The bootstrap as `make` calls it, with a uv on PATH that is new enough and cannot sync."""
    tools = program(
        checkout / "bin", "uv", '[ "$1" = --version ] && echo "uv 0.13.9" || { echo "no lock"; exit 2; }'
    ).parent
    command = [sys.executable, "-I", str(checkout / "backend" / "bootstrap.py"), verb]
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "PORT": "0", **told}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_step_that_fails_says_which_why_and_what_to_do(checkout: Path) -> None:
    ended = start(checkout, "run")
    assert ended.returncode == 1
    assert "This step did not work: Python packages" in ended.stderr
    assert "Why: `uv` ended with 2:\nno lock" in ended.stderr
    assert "What to do: Is the network there" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (checkout / ".tools" / "stamps" / "packages").exists()


def test_a_port_in_use_is_refused_before_anything_is_made(checkout: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = start(checkout, "run", PORT=str(other.getsockname()[1]))
    assert ended.returncode == 1
    assert "cannot be used: Address already in use." in ended.stderr
    assert "make run PORT=8001" in ended.stderr
    assert not (checkout / ".tools").exists()


@pytest.mark.parametrize("port", ["eighty", "70000", "-1"])
def test_a_port_that_is_none_is_refused(checkout: Path, port: str) -> None:
    assert f"PORT is '{port}'. " in start(checkout, "run", PORT=port).stderr.replace("\n  What to do:", "")


def hold(checkout: Path, pid: int) -> IO[str]:
    """The lock of a Holdfast that runs in this checkout, as the process `pid`."""
    (checkout / "var").mkdir()
    held = open(checkout / "var" / "launcher.lock", "w+")  # noqa: SIM115  the caller lets go of it
    held.write(f'{{"pid": {pid}, "address": "http://127.0.0.1:8000"}}')
    held.flush()
    fcntl.flock(held, fcntl.LOCK_EX)
    return held


def test_a_second_start_in_the_same_checkout_is_refused(checkout: Path) -> None:
    with hold(checkout, os.getpid()):
        ended = start(checkout, "run")
    assert f"it runs already: process {os.getpid()}, http://127.0.0.1:8000" in ended.stderr


def test_a_start_after_a_killed_one_waits_until_all_of_it_is_gone(checkout: Path) -> None:
    child = subprocess.Popen(["true"])
    child.wait()
    held = hold(checkout, child.pid)
    letting_go = threading.Timer(1.5, held.close)
    letting_go.start()
    ended = start(checkout, "run")
    letting_go.join()
    assert "This step did not work: Python packages" in ended.stderr


def test_a_uv_that_is_too_old_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path)
    file = program(tmp_path, "uv", 'echo "uv 0.8.22"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert bootstrap.find_uv() is None
    program(tmp_path, "uv", 'echo "uv 0.9.0 (x)"')
    assert bootstrap.find_uv() == file


def test_a_digest_changes_with_content_names_and_facts_but_not_with_what_is_built(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.ts").write_text("a")
    first = bootstrap.digest([tmp_path])
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.js").write_text("built")
    assert bootstrap.digest([tmp_path]) == first
    assert bootstrap.digest([tmp_path], "3.11") != first
    (tmp_path / "src" / "a.ts").write_text("b")
    second = bootstrap.digest([tmp_path])
    (tmp_path / "src" / "a.ts").rename(tmp_path / "src" / "b.ts")
    assert len({first, second, bootstrap.digest([tmp_path])}) == 3


def test_a_step_is_done_only_with_the_same_inputs_and_its_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path)
    result = tmp_path / "result"
    bootstrap.note_done("step", "one")
    assert not bootstrap.is_done("step", "one", result)
    result.touch()
    assert bootstrap.is_done("step", "one", result)
    assert not bootstrap.is_done("step", "two", result)


def test_caches_stay_in_the_checkout_unless_the_user_chose_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    monkeypatch.setenv("npm_config_cache", "elsewhere")
    told = bootstrap.environment()
    assert told["UV_CACHE_DIR"] == str(ROOT / ".tools" / "uv-cache")
    assert told["npm_config_cache"] == "elsewhere"
    assert told["PATH"].startswith(str(ROOT / ".venv" / "bin"))
