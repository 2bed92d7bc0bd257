"""What stands before every request: which hosts are served, and what is said while a part is down."""

from collections.abc import Callable

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host

from accounts.http import CODES, OUTAGES, drain, error, unavailable
from accounts.nesting import is_deeper

Respond = Callable[[HttpRequest], HttpResponse]
REFUSED = (
    "This address is not served. Over plain http Holdfast answers on this machine only (127.0.0.1, localhost); "
    "for a phone, put https in front of it and set HOLDFAST_ORIGIN (see docs/operating.md)."
)


class HostGate:
    """Refuses hosts that are not served, with the reason."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        domain, _port = split_domain_port(request.META.get("HTTP_HOST", "localhost"))
        if not domain or not validate_host(domain, settings.SERVED_HOSTS):
            return error(400, "host_refused", REFUSED)
        response = self.respond(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        if request.path.startswith(("/api/", "/_allauth/")):
            response.headers["Cache-Control"] = "no-store"
        return response


class BodyGate:
    """Refuses what is no strict JSON before it reaches sign-in, whose own parser takes lone surrogates (which no
    password hash can take) and breaks over deep nesting."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/_allauth/") and request.method in ("POST", "PUT", "PATCH", "DELETE"):
            try:
                if request.body and is_deeper(msgspec.json.decode(request.body)):
                    return error(400, "invalid", "The body is nested too deeply.")
            except RequestDataTooBig:
                drain(request)
                return error(413, *CODES[413])
            except (msgspec.MsgspecError, RecursionError, UnicodeError):
                return error(400, "invalid", "The body is not valid JSON.")
        return self.respond(request)


class OutageGate:
    """A database or broker that is away is a 503 that can be tried again, not a crash."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, OUTAGES):
            return None
        return unavailable()
