"""A small HTTP client of the API, with nothing but the standard library."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from email.message import Message
from typing import Any, NamedTuple

TIMEOUT_S = 30.0
Json = dict[str, Any]


class Unreachable(Exception):
    """Nobody answers at this address."""


class Refused(Exception):
    """The server said no. The message holds the method, the path and the server's own words, never what was sent."""


class Answer(NamedTuple):
    body: Json
    headers: Message


class Client:
    """One person at one Holdfast. `address` is like `http://127.0.0.1:8000`."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.token = ""

    def sign_up(self, email: str, password: str, name: str, zone: str, role: str = "client") -> None:
        """Makes an account and signs it in for what this client asks afterwards."""
        body = {"email": email, "password": password, "name": name, "zone": zone, "role": role}
        self.token = str(self.post("/_allauth/app/v1/auth/signup", body).body["meta"]["session_token"])

    def sign_in(self, email: str, password: str) -> None:
        body = {"email": email, "password": password}
        self.token = str(self.post("/_allauth/app/v1/auth/login", body).body["meta"]["session_token"])

    def get(self, path: str) -> Json:
        return self._ask("GET", path, None).body

    def post(self, path: str, body: Json | None = None) -> Answer:
        return self._ask("POST", path, body or {})

    def _ask(self, method: str, path: str, body: Json | None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("X-Session-Token", self.token)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
                return Answer(json.loads(response.read() or b"{}"), response.headers)
        except urllib.error.HTTPError as problem:
            raise Refused(f"{method} {path}: {problem.code} {_words(problem.read())}") from None
        except OSError as problem:
            raise Unreachable(f"{self.address} does not answer: {problem}") from None


def _words(raw: bytes) -> str:
    """What the server says of a refusal: our own error shape, or that of the sign-in pages."""
    try:
        said = json.loads(raw)
    except ValueError:
        return "(no reason given)"
    if "error" in said:
        return str(said["error"].get("message", ""))
    return "; ".join(str(each.get("message", "")) for each in said.get("errors", [])) or "(no reason given)"
