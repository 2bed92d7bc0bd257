"""Signing in a request: by the session cookie, or by `X-Session-Token`."""

from typing import cast

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class SessionToken(XSessionTokenAuthentication):  # type: ignore[misc]  # untyped base
    """allauth's, with a challenge, so that a missing sign-in is a 401 and not a 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class SessionCookie(SessionAuthentication):
    """The framework's, which would parse a whole JSON body in search of a form's CSRF field: slowly, leniently, and
    with its own answer to a body that is no JSON. Django's request looks for that field in forms only."""

    def enforce_csrf(self, request: Request) -> None:
        super().enforce_csrf(cast(Request, request._request))
