"""The figures of `make bench` mean what they say: ratios, percentiles, CPU, and the bytes of the first screen."""

from __future__ import annotations

import gzip
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import bundle, goals, load, processes
from bench.goals import Pair, Row
from bench.load import Burst, Connection, Unexpected


def burst(*ms: float, cpu: float = 1.0) -> Burst:
    return Burst(list(ms), cpu, 0.0)


def test_a_ratio_is_the_median_of_ratios_within_a_round() -> None:
    floor, product = [burst(1), burst(10), burst(2)], [burst(2), burst(21), burst(5)]
    assert Pair(floor, product).p50_ratio == 2.1


def test_the_cpu_ratio_is_that_of_the_means() -> None:
    floor = [burst(1, cpu=1.0), burst(1, cpu=3.0)]
    assert Pair(floor, [burst(1, cpu=2.0), burst(1, cpu=4.0)]).cpu_ratio == 1.5


@pytest.mark.parametrize(
    ("cpu", "ms", "met"), [(1.9, 1.9, True), (2.0, 2.0, True), (2.1, 1.9, False), (1.9, 2.1, False)]
)
def test_a_goal_is_met_when_both_ratios_are_within_it(cpu: float, ms: float, met: bool) -> None:
    assert goals.against_floor("save", 2.0, Pair([burst(1.0)], [burst(ms, cpu=cpu)])).met is met


@pytest.mark.parametrize(("share", "value"), [(0.5, 20), (0.95, 38), (0.96, 39), (1.0, 40)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert goals.percentile([float(each) for each in range(40, 0, -1)], share) == value


def test_the_table_says_yes_and_no_and_leaves_open_what_has_no_goal() -> None:
    rows = [Row("a", "≤ 2", "1", "", 1.0, 1.234, True), Row("b", "≤ 2", "3", met=False), Row("c", "—", "7")]
    lines = goals.table(rows).splitlines()
    assert lines[2] == "| a    | ≤ 2  | 1        |       | 1.00  | 1.23  | yes |"
    assert [line.split("|")[-2].strip() for line in lines[3:]] == ["NO", ""]


def test_cpu_is_counted_in_steps_smaller_than_a_request() -> None:
    before, begin = processes.cpu_s([os.getpid()]), time.process_time()
    while time.process_time() - begin < 0.004:
        pass
    assert 0.003 < processes.cpu_s([os.getpid()]) - before < 0.05


def test_a_tree_holds_this_process_and_its_memory_is_counted() -> None:
    [own] = [process for process in processes.tree(os.getppid()) if process.pid == os.getpid()]
    assert own.parent == os.getppid()
    assert 10 < processes.pss_mib([own.pid]) < 1000


def test_the_first_load_counts_what_is_imported_at_once_and_not_what_waits(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    files = {
        "index.html": '<link href="/assets/a.css"><script type="module" src="/assets/main-1.js"></script>',
        "assets/main-1.js": 'import{a}from"./part-2.js";import("./later-3.js")',
        "assets/part-2.js": "export const a=1",
        "assets/later-3.js": "export const b=2",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    kib, names = bundle.first_load(tmp_path)
    assert names == ["main-1.js", "part-2.js"]
    assert kib * 1024 == sum(len(gzip.compress(files[f"assets/{name}"].encode(), 9)) for name in names)


@pytest.fixture
def answering() -> Iterator[list[bytes]]:
    """A server whose answers are put into the list first; its port is the first thing taken out."""
    server = socket.create_server(("127.0.0.1", 0))
    answers: list[bytes] = [str(server.getsockname()[1]).encode()]

    def serve() -> None:
        with server.accept()[0] as line:
            while line.recv(65536) and answers:
                for part in answers.pop(0).split(b"|"):
                    line.sendall(part)
                    time.sleep(0.01)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield answers
    thread.join(5)
    server.close()


def test_an_answer_is_read_whole_however_it_is_cut(answering: list[bytes]) -> None:
    line = Connection(int(answering.pop(0)))
    answering += [
        b'HTTP/1.1 200 OK\r\nContent-Le|ngth: 8\r\nSet-Cookie: session=abc; Path=/\r\n\r\n{"a":|12}',
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":|\r\n3\r\n34}\r\n0\r\n\r\n',
    ]
    first = line.exchange(load.prepare("GET", "/"))
    assert (first.body, first.cookies()) == (b'{"a":12}', {"session": "abc"})
    assert line.exchange(load.prepare("GET", "/")).body == b'{"a":34}'
    line.close()


def test_a_refusal_in_the_middle_of_a_run_stops_it(answering: list[bytes]) -> None:
    line = Connection(int(answering.pop(0)))
    answering.append(b"HTTP/1.1 429 Too Many\r\nContent-Length: 2\r\n\r\n{}")
    with pytest.raises(Unexpected):
        load.run(line, [load.prepare("GET", "/")], [])
    line.close()


def test_an_idle_connection_that_was_closed_is_opened_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = Connection(int(server.getsockname()[1]))
        server.accept()[0].close()

        def serve() -> None:
            with server.accept()[0] as again:
                again.recv(65536)
                again.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        assert line.exchange(load.prepare("GET", "/")).body == b"{}"
        thread.join(5)
        line.close()
