"""Signing in a request by `X-Session-Token`."""

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from rest_framework.request import Request


class SessionToken(XSessionTokenAuthentication):  # type: ignore[misc]  # untyped base
    """allauth's, with a challenge, so that a missing sign-in is a 401 and not a 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"
