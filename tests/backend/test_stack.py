"""What the launcher starts never outlives it, comes back when it ends, and stops in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend import keeper
from backend.stack import Service, Stack, describe
from backend.tail import Tail

ROOT = Path(__file__).resolve().parent.parent.parent
# A service with a child of its own, as a web server or a worker has. Both write their number to the log.
FAMILY = """
import os, signal, sys, time
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
print(os.getpid(), flush=True)
time.sleep(60)
"""
# A launcher in a process of its own, to be killed.
LAUNCHER = """
import sys, time
from pathlib import Path
from tests.backend.test_stack import a_stack
stack = a_stack(Path(sys.argv[1]), *sys.argv[2:])
stack.start()
print(stack.group, flush=True)
time.sleep(60)
"""


def a_service(name: str, folder: Path, *arguments: str) -> Service:
    return Service(name, [sys.executable, "-c", FAMILY, *arguments], dict(os.environ), folder / f"{name}.log")


def a_stack(folder: Path, *arguments: str) -> Stack:
    """Two families below one keeper."""
    held = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    return Stack([a_service("first", folder, *arguments), a_service("second", folder, *arguments)], held)


def until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def living(group: int) -> set[int]:
    return {member.pid for member in keeper.members(group)}


def pid_of(service: Service) -> int:
    assert service.child is not None
    return service.child.pid


def comes_back(stack: Stack, service: Service) -> bool:
    stack.tend()
    return service.child is not None


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    made = a_stack(tmp_path)
    made.start()
    assert until(lambda: len(living(made.group)) == 5)
    yield made
    made.stop()


def test_all_run_in_one_process_group_of_their_own(stack: Stack) -> None:
    assert stack.group != os.getpgrp()
    assert {os.getpgid(service.child.pid) for service in stack.services if service.child} == {stack.group}


def test_stopping_leaves_nobody(stack: Stack) -> None:
    stack.stop()
    assert living(stack.group) == set()
    assert [service.child.returncode for service in stack.services if service.child] == [-15, -15]


def test_a_killed_service_is_started_again_and_its_own_child_is_ended(stack: Stack) -> None:
    second = stack.services[1]
    before = living(stack.group)
    os.kill(pid_of(second), signal.SIGKILL)
    assert until(lambda: second.ended() is not None)
    stack.tend()
    assert second.child is None
    assert until(lambda: len(living(stack.group)) == 3)
    assert until(lambda: comes_back(stack, second))
    assert until(lambda: len(living(stack.group)) == 5)
    assert len(living(stack.group) & before) == 3


def test_each_failure_lengthens_the_pause_up_to_thirty_seconds(tmp_path: Path) -> None:
    stack = a_stack(tmp_path)
    service, pauses = stack.services[0], []
    for _ in range(8):
        stack._note_end(service, 1, service.began + 1.0)
        pauses.append(service.due - service.began - 1.0)
    assert pauses == pytest.approx([0.5, 1, 2, 4, 8, 16, 30, 30])
    stack._note_end(service, 1, service.began + 61.0)
    assert service.due - service.began - 61.0 == pytest.approx(0.5)
    stack.stop()


@pytest.mark.parametrize("arguments", [(), ("stubborn",)])
def test_kill_9_of_the_launcher_leaves_nobody(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", LAUNCHER, str(tmp_path), *arguments]
    launcher = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    group = int(launcher.stdout.readline())
    assert until(lambda: len(living(group)) == 5)
    launcher.kill()
    launcher.communicate()
    assert until(lambda: living(group) == set(), keeper.GRACE + 5)


def test_an_exit_status_is_said_in_words() -> None:
    assert [describe(-9), describe(1)] == ["signal SIGKILL", "exit status 1"]


def test_the_tail_gives_whole_new_lines_only(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("before\n")
    tail = Tail(log)
    with log.open("a") as file:
        file.write("one\ntw")
        file.flush()
        assert tail.new_lines() == "one\n"
        file.write("o\n")
        file.flush()
        assert [tail.new_lines(), tail.new_lines()] == ["two\n", ""]
    assert tail.last(2) == "one\ntwo"


def test_a_large_log_is_turned_while_it_is_written(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    tail = Tail(log, largest=10)
    with log.open("a") as file:
        for line in ("a long line\n", "next\n"):
            file.write(line)
            file.flush()
            assert tail.new_lines() == line
    assert log.read_text() == "next\n"
    assert (tmp_path / "a.log.1").read_text() == "a long line\n"
