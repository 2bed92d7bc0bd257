"""One keep-alive connection in a closed loop. Raw sockets: a full HTTP client would cost as much as the server."""

from __future__ import annotations

import json
import re
import socket
import statistics
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bench import processes

HOST = "127.0.0.1"
TIMEOUT_S = 30.0
CHUNK = 65_536
HTTP_OK = range(200, 300)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\s]+)=([^;\r]*)", re.IGNORECASE)


class Burst(NamedTuple):
    """A run of requests: what each took, the server's CPU per request, and the share of the machine used by others."""

    ms: list[float]
    cpu_ms: float
    foreign: float

    @property
    def p50_ms(self) -> float:
        return statistics.median(self.ms)


class Unexpected(Exception):
    """An answer that is not 2xx; the figures of such a run would mean nothing."""


class Answer(NamedTuple):
    """`head` is the status line and the header lines as they came."""

    status: int
    head: bytes
    body: bytes

    def good(self) -> Answer:
        """This answer. Raises Unexpected when it is not 2xx."""
        if self.status not in HTTP_OK:
            raise Unexpected(f"{self.status} {self.body[:300]!r}")
        return self

    def cookies(self) -> dict[str, str]:
        """The cookies that this answer sets."""
        return {name.decode(): value.decode() for name, value in COOKIE.findall(self.head)}


class Closed(Exception):
    """The server had closed the connection, as it does with idle ones, before it took the request."""


class Connection:
    """A keep-alive HTTP/1.1 connection to a loopback port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._open()

    def _open(self) -> socket.socket:
        opened = socket.create_connection((HOST, self.port), TIMEOUT_S)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def close(self) -> None:
        self.socket.close()

    def exchange(self, request: bytes) -> Answer:
        """Sends a prepared request and reads the whole answer; once more when the idle connection was closed."""
        try:
            return self._exchange(request)
        except Closed:
            self.close()
            self.socket = self._open()
            return self._exchange(request)

    def _exchange(self, request: bytes) -> Answer:
        try:
            self.socket.sendall(request)
            raw = self.socket.recv(CHUNK)
        except ConnectionError:
            raw = b""
        if not raw:
            raise Closed(f"port {self.port}")
        while (end := raw.find(b"\r\n\r\n")) < 0:
            raw += self._receive()
        head, body = raw[: end + 2], raw[end + 4 :]
        length = LENGTH.search(head)
        while len(body) < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
            body += self._receive()
        return Answer(int(head[9:12]), head, body if length else _join(body))

    def ask(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Any:
        """A JSON request and its JSON answer. Raises Unexpected when that is not 2xx."""
        return json.loads(self.exchange(prepare(method, path, body, headers)).good().body)

    def _receive(self) -> bytes:
        data = self.socket.recv(CHUNK)
        if not data:
            raise Unexpected(f"port {self.port} closed the connection in the middle of an answer")
        return data


def _join(chunked: bytes) -> bytes:
    """The body of a chunked answer: lines of sizes and lines of content in turn (JSON has no line ends of its own)."""
    return b"".join(chunked.split(b"\r\n")[1::2])


def prepare(method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a request."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", f"Content-Length: {len(content)}"]
    lines += ["Content-Type: application/json"] if content else []
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


def run(connection: Connection, requests: Iterable[bytes], server: Iterable[int]) -> Burst:
    """Sends prepared requests one after the other. `server`: the processes whose CPU counts. Raises Unexpected."""
    prepared, pids, took = list(requests), list(server), []
    own0, (busy0, all0), cpu0 = time.process_time(), processes.busy_s(), processes.cpu_s(pids)
    for request in prepared:
        begin = time.perf_counter()
        answer = connection.exchange(request)
        took.append((time.perf_counter() - begin) * 1000)
        answer.good()
    used = processes.cpu_s(pids) - cpu0
    busy1, all1 = processes.busy_s()
    ours = used + time.process_time() - own0
    foreign = max(0.0, busy1 - busy0 - ours) / max(0.01, all1 - all0)
    return Burst(took, used / len(took) * 1000, foreign)
