"""`python -m backend.launcher`: one place, one start; its own secrets; ready, restarted, stopped (issue 2, item 2)."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from backend import broker, keeper, launcher
from backend.stack import Service, Stack
from patterns import shelf
from tests import servers

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("HOLDFAST_", "PORT", "DJANGO_")
READY_S, STOP_S = 90.0, 12.0


def environment(**more: str) -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    return {name: value for name, value in os.environ.items() if not name.startswith((*OURS, "XDG_", "ORT_"))} | more


def until(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def launch(var: Path, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "backend.launcher", "--var", str(var), "--port", "0"]
    with open(var.parent / "said", "w") as said:
        return subprocess.Popen(command, cwd=ROOT, env=environment(**more), stdout=said, stderr=said, text=True)


class Running(NamedTuple):
    """A whole stack that is ready."""

    process: subprocess.Popen[str]
    var: Path
    address: str
    group: int

    def processes(self) -> set[int]:
        return {member.pid for member in keeper.members(self.group)}

    def runs(self, *words: str) -> list[int]:
        """The numbers of our processes whose command holds these words."""
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in self.processes()}
        return sorted(pid for pid, command in commands.items() if all(word.encode() in command for word in words))

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=3) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def said(self) -> str:
        return (self.var.parent / "said").read_text()


def run(var: Path, **more: str) -> Running:
    process = launch(var, **more)
    told = var / "address"
    assert until(lambda: told.exists() or process.poll() is not None, READY_S), (var.parent / "said").read_text()
    assert process.poll() is None, (var.parent / "said").read_text()
    children = [other.pid for other in keeper.processes() if other.parent == process.pid]
    return Running(process, var, told.read_text().strip(), os.getpgid(children[0]))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with nothing in it but the cached models."""
    made = tmp_path_factory.mktemp("home")
    (made / ".cache").mkdir()
    (made / ".cache" / "holdfast").symlink_to(shelf.find_cache().parent)
    return made


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[Running]:
    started = run(tmp_path_factory.mktemp("stack") / "var", HOME=str(home))
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.process.wait(STOP_S)


def test_it_is_ready_when_it_says_so(stack: Running) -> None:
    assert stack.is_ready()
    assert f"Holdfast is at {stack.address}\n  Ready in " in stack.said()


def test_all_parts_run_in_one_process_group(stack: Running) -> None:
    counts = {part: len(stack.runs(*part)) for part in (("granian",), ("celery", "worker"), ("celery", "beat"))}
    assert counts == {("granian",): 2, ("celery", "worker"): 2, ("celery", "beat"): 1}
    assert len(stack.processes()) == 7  # the keeper and the broker too


def test_it_makes_its_own_secrets_for_its_owner_alone(stack: Running) -> None:
    modes = {path: stat.S_IMODE((stack.var / path).stat().st_mode) for path in ("", "secrets", "broker", "log")}
    assert modes == {"": 0o700, "secrets": 0o700, "broker": 0o700, "log": 0o700}
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (stack.var / "secrets").iterdir()}
    assert files == {"root.key": 0o600, "django.key": 0o600, "vapid.key": 0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in stack.var.glob("*.sqlite3")} == {0o600}
    assert "appendonly yes" in (stack.var / "broker" / "valkey.conf").read_text()


def test_nothing_is_written_to_the_home_folder(stack: Running, home: Path) -> None:
    assert stack.is_ready()
    assert [path.name for path in home.iterdir()] == [".cache"]
    assert [path.name for path in (home / ".cache").iterdir()] == ["holdfast"]


def test_no_password_is_in_the_list_of_processes(stack: Running) -> None:
    [password] = [
        line.split()[1]
        for line in (stack.var / "broker" / "valkey.conf").read_text().splitlines()
        if line.startswith("requirepass")
    ]
    commands = b"".join(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in stack.processes())
    assert password.encode() not in commands


def test_a_second_start_in_the_same_place_is_refused(stack: Running) -> None:
    command = [sys.executable, "-m", "backend.launcher", "--var", str(stack.var), "--port", "0"]
    second = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=30
    )
    assert second.returncode == 1
    assert f"process {stack.process.pid}, {stack.address}" in second.stderr
    assert stack.is_ready()


def test_a_killed_worker_comes_back_without_leaving_its_own_child_behind(stack: Running) -> None:
    before = stack.runs("celery", "worker")
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    assert until(lambda: "worker was started again." in stack.said(), 20)
    assert until(lambda: len(stack.runs("celery", "worker")) == 2, 30)
    assert set(stack.runs("celery", "worker")) & set(before) == set()
    assert "worker ended (signal SIGKILL); it is started again in 0.5 s." in stack.said()


def test_a_killed_timetable_comes_back(stack: Running) -> None:
    [before] = stack.runs("celery", "beat")
    os.kill(before, signal.SIGKILL)
    assert until(lambda: stack.runs("celery", "beat") not in ([], [before]), 20)


def test_a_killed_broker_and_a_killed_web_server_come_back(stack: Running) -> None:
    [broker_pid] = [pid for pid in stack.processes() if b"valkey-server" in _command(pid)]
    for victim in (broker_pid, min(stack.runs("granian"))):
        os.kill(victim, signal.SIGKILL)
    assert until(lambda: not stack.is_ready(), 10)
    assert until(stack.is_ready, 40), stack.said()


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_signal_stops_all_and_the_next_start_has_the_same_keys_and_a_new_queue_for_a_damaged_one(
    stack: Running,
) -> None:
    keys = (stack.var / "secrets" / "root.key").read_bytes()
    stack.process.send_signal(signal.SIGINT)
    assert stack.process.wait(STOP_S) == 0
    assert stack.processes() == set()
    assert not (stack.var / "address").exists()
    for file in (stack.var / "broker" / "appendonlydir").glob("*.incr.aof"):
        file.write_bytes(b"this is no queue")
    again = run(stack.var)
    assert "broker could not use what it had kept; that was set aside." in again.said()
    again.process.kill()
    again.process.wait()
    assert until(lambda: again.processes() == set(), keeper.GRACE + 6)
    assert (stack.var / "secrets" / "root.key").read_bytes() == keys


def test_the_keeper_holds_the_place_as_long_as_anybody_is_left(tmp_path: Path) -> None:
    held = launcher.take(tmp_path)
    stack = Stack([Service("one", ["sleep", "60"], dict(os.environ), tmp_path / "one.log")], held)
    os.close(held)
    with open(tmp_path / "launcher.lock") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    stack.stop()
    os.close(launcher.take(tmp_path))


def test_after_kill_9_the_next_start_waits_for_the_place_to_be_free(tmp_path: Path) -> None:
    child = subprocess.Popen(["sleep", "60"])
    descriptor = launcher.take(tmp_path)
    os.pwrite(descriptor, json.dumps({"pid": child.pid, "address": "here"}).encode(), 0)
    with pytest.raises(launcher.Refused, match=f"process {child.pid}, here"):
        launcher.take(tmp_path)
    child.kill()
    child.wait()
    waiting = [sys.executable, "-c", f"from backend import launcher; launcher.take(launcher.Path({str(tmp_path)!r}))"]
    second = subprocess.Popen(waiting, cwd=ROOT)
    time.sleep(1)
    assert second.poll() is None
    os.close(descriptor)
    assert second.wait(10) == 0


def test_a_port_in_use_is_refused_with_what_to_do() -> None:
    with servers.valkey() as url:
        port = url.rpartition(":")[2].removesuffix("/0")
        with pytest.raises(launcher.Refused, match=f"Port {port} is in use.*make run PORT=8001"):
            launcher.choose_port(port)
    assert launcher.choose_port(port) == int(port)
    assert launcher.choose_port("0") > 1024
    with pytest.raises(launcher.Refused, match="PORT is 'x'"):
        launcher.choose_port("x")


def test_a_given_broker_is_used_and_none_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_REDIS_URL", "redis://elsewhere:6379/0")
    assert [service.name for service in launcher.services(tmp_path, 1)] == ["web", "worker", "beat"]
    monkeypatch.delenv("HOLDFAST_REDIS_URL")
    found = launcher.services(tmp_path, 1)
    assert [service.name for service in found] == ["broker", "web", "worker", "beat"]
    assert Path(found[0].command[0]) == broker.locate()
    assert found[1].environment["HOLDFAST_REDIS_URL"].startswith("redis://:")


class Place(NamedTuple):
    """A var folder to prepare, and to look into."""

    folder: Path

    def call(self, *command: str) -> subprocess.CompletedProcess[str]:
        told = environment(
            HOLDFAST_VAR=str(self.folder),
            HOLDFAST_ROOT_KEY_FILE=str(self.folder / "secrets" / "root.key"),
            HOLDFAST_SECRET_KEY_FILE=str(self.folder / "secrets" / "django.key"),
            HOLDFAST_VAPID_KEY_FILE=str(self.folder / "secrets" / "vapid.key"),
        )
        whole = [sys.executable, *command]
        return subprocess.run(whole, cwd=ROOT, env=told, capture_output=True, text=True, check=False)

    def prepare(self) -> subprocess.CompletedProcess[str]:
        return self.call("-m", "backend.preparing")

    def do(self, python: str) -> str:
        done = self.call("manage.py", "shell", "-v", "0", "-c", python)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def test_a_lost_root_key_is_not_replaced_where_there_are_people(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert [place.prepare().returncode, place.prepare().returncode] == [0, 0]
    place.do("import uuid; from accounts import keystore; keystore.create('person', uuid.uuid4())")
    (tmp_path / "secrets" / "root.key").unlink()
    ended = place.prepare()
    assert ended.returncode == 1
    assert "is missing, but there are people" in ended.stderr
    assert not (tmp_path / "secrets" / "root.key").exists()


def test_a_sign_of_life_of_an_earlier_start_does_not_pass_for_one_of_this(tmp_path: Path) -> None:
    place = Place(tmp_path)
    rows = "from journal.models import Heartbeat; from django.utils import timezone as t; "
    assert place.prepare().returncode == 0
    place.do(rows + "Heartbeat.objects.create(worker='w', at=t.now(), engine='one', problem='')")
    assert place.do(rows + "print(Heartbeat.objects.count())") == "1"
    assert place.prepare().returncode == 0
    assert place.do(rows + "print(Heartbeat.objects.count())") == "0"
