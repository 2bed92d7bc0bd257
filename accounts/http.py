"""The one shape of requests, answers and errors of `/api/`."""

import logging
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
import redis
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from rest_framework import exceptions
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.keystore import KeyDamaged
from accounts.models import User
from accounts.refusals import Refusal, refusal_of
from accounts.vault import Unreadable

Shape = TypeVar("Shape")
log = logging.getLogger("holdfast.http")
DRAINED_MAX = 16_000_000
DRAINED_AT_ONCE = 64 * 1024

CODES = {
    400: ("invalid", "This request cannot be understood."),
    401: ("not_authenticated", "Please sign in."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This cannot be done here."),
    406: ("invalid", "Answers are given as JSON only."),
    413: ("too_large", "This is more than one request may carry."),
    415: ("unsupported_media_type", "Please send JSON."),
    429: ("throttled", "Too many tries. Please wait a little."),
    500: ("server_error", "Something went wrong on our side. Nothing was lost on your device."),
    503: ("unavailable", "A part of the server is resting. Nothing was changed; try again in a moment."),
}


# Also a broker that answers, but only that it cannot work (a full disk, no memory).
OUTAGES = (redis.RedisError, OperationalError, InterfaceError)


class Refused(Exception):
    """A request that is answered with an error: status, stable code, words for a person, and the field if one."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.field = status, code, message, field


class IsClient(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(request.user.is_authenticated and request.user.is_client)


class IsTherapist(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(request.user.is_authenticated and request.user.is_therapist)


class ClientView(APIView):
    """For a signed-in person who keeps a journal."""

    permission_classes = [IsAuthenticated, IsClient]


class TherapistView(APIView):
    """For a signed-in therapist."""

    permission_classes = [IsAuthenticated, IsTherapist]


def person(request: Request) -> User:
    """Who is asking; views are closed to everybody else."""
    user = request.user
    if not isinstance(user, User):
        raise exceptions.NotAuthenticated
    return user


def body(request: Request, kind: type[Shape]) -> Shape:
    """The JSON body as `kind`. Raises Refused or Refusal (400, 413, 415) with the field that is wrong."""
    if request.content_type.partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, *CODES[415])
    try:
        return msgspec.json.decode(request._request.body, type=kind)
    except RequestDataTooBig:
        drain(request._request)
        raise Refused(413, *CODES[413]) from None
    except msgspec.ValidationError as problem:
        raise refusal_of(problem) from None
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise Refused(400, "invalid", "The body is not valid JSON.") from None


def drain(request: HttpRequest) -> None:
    """Read on and forget: a server that answers and hangs up while a body still comes is heard as a broken line, and
    the phone would send the same body again."""
    left = DRAINED_MAX
    while left > 0 and (piece := request.read(min(left, DRAINED_AT_ONCE))):
        left -= len(piece)


def query(request: Request, kind: type[Shape]) -> Shape:
    """The query string as `kind`; what it does not name is ignored. Raises Refusal (400)."""
    given: QueryDict = request.query_params
    try:
        return msgspec.convert({name: given[name] for name in given}, kind, strict=False)
    except msgspec.ValidationError as problem:
        raise refusal_of(problem) from None


def answer(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """`content` as JSON."""
    raw = content if isinstance(content, bytes) else msgspec.json.encode(content)
    return HttpResponse(raw, status=status, content_type="application/json", headers=dict(headers or {}))


def error(status: int, code: str, message: str, field: str | None = None) -> HttpResponse:
    """An error in the one shape."""
    content = {"code": code, "message": message} | ({"field": field} if field else {})
    return answer({"error": content}, status, {"Cache-Control": "no-store"})


def unavailable(again_s: int = 5) -> HttpResponse:
    """The answer while a part of the server is away; `again_s` seconds later it may be asked again."""
    return _with(error(503, *CODES[503]), "Retry-After", str(again_s))


def handle_exception(problem: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """What every view of `/api/` answers when something is refused (the REST framework's exception handler)."""
    if isinstance(problem, Refused):
        return error(problem.status, problem.code, problem.message, problem.field)
    if isinstance(problem, KeyDamaged):
        log.error("a person's keys cannot be opened with this root key")
        return unavailable(60)
    if isinstance(problem, Unreadable):
        return error(409, "unreadable", "This cannot be opened. It was not changed.")
    if isinstance(problem, Refusal):
        return error(400, problem.code, problem.message, problem.field)
    if isinstance(problem, RequestDataTooBig):
        drain(context["request"]._request)
        return error(413, *CODES[413])
    if isinstance(problem, Http404):
        return error(404, *CODES[404])
    if isinstance(problem, PermissionDenied):
        return error(403, *CODES[403])
    if isinstance(problem, OUTAGES):
        return unavailable()
    if isinstance(problem, exceptions.APIException):
        return _framework(problem)
    return None


def _framework(problem: exceptions.APIException) -> HttpResponse:
    status = problem.status_code if problem.status_code in CODES else 400
    response = error(status, *CODES[status])
    if wait := getattr(problem, "wait", None):
        return _with(response, "Retry-After", str(int(wait) + 1))
    header = getattr(problem, "auth_header", None)
    return _with(response, "WWW-Authenticate", header) if header else response


def _with(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.headers[name] = value
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error(403, "forbidden", "The page is out of date. Please load it again.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error(404, *CODES[404])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error(400, *CODES[400])


def server_error(request: HttpRequest) -> HttpResponse:
    return error(500, *CODES[500])
