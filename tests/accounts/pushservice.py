"""A push service of one's own on loopback, with real cryptography: it opens what it is handed, as a browser would."""

import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Json = dict[str, Any]


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Browser:
    """One subscription: its address at the push service, and the keys that only this browser has."""

    endpoint: str
    pair: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes ok"

    def subscription(self, **more: object) -> Json:
        """What the browser would hand to the app."""
        point = self.pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "keys": {"p256dh": text(point), "auth": text(self.auth)}, **more}

    def open(self, body: bytes) -> bytes:
        opened: bytes = http_ece.decrypt(body, private_key=self.pair, auth_secret=self.auth, version="aes128gcm")
        return opened


@dataclass(frozen=True)
class Message:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


class PushService:
    """Takes messages; `answers` says with which status (and headers) it does so, the last one for all that follow."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.messages: list[Message] = []
        self.answers: list[tuple[int, dict[str, str]]] = [(201, {})]

    def browser(self, name: str = "one") -> Browser:
        return Browser(f"{self.address}/send/{name}")

    def take(self, message: Message) -> tuple[int, dict[str, str]]:
        self.messages.append(message)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running() -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard = {name.lower(): value for name, value in self.headers.items()}
            status, headers = service.take(Message(self.path, heard, body))
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = PushService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
