"""`/api/v1/me/`: the account of whoever asks."""

from typing import Annotated
from zoneinfo import available_timezones

import msgspec
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.http import Refused, answer, body, person
from accounts.models import User
from accounts.schema import describe


class Me(msgspec.Struct):
    """The account of whoever asks."""

    id: str
    email: str
    name: str
    role: str
    zone: str
    reading: bool


class MeChange(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(max_length=80, pattern=r"^[^\x00]*$")] | msgspec.UnsetType = msgspec.UNSET
    zone: str | msgspec.UnsetType = msgspec.UNSET
    reading: bool | msgspec.UnsetType = msgspec.UNSET


def present(user: User) -> Me:
    return Me(str(user.id), user.email, user.name, user.role, user.zone, user.reading)


@method_decorator(ensure_csrf_cookie, name="dispatch")
class MeView(APIView):
    permission_classes = [IsAuthenticated]

    @describe("Your account.", gives=Me)
    def get(self, request: Request) -> HttpResponse:
        return answer(present(person(request)))

    @describe("Change your name, your zone, or whether your entries may be read.", takes=MeChange, gives=Me)
    def patch(self, request: Request) -> HttpResponse:
        user = person(request)
        change = msgspec.structs.asdict(body(request, MeChange))
        given = {name: value for name, value in change.items() if value is not msgspec.UNSET}
        if given.get("zone", "UTC") not in available_timezones():
            raise Refused(400, "invalid", "This time zone is not known.", "zone")
        for name, value in given.items():
            setattr(user, name, value)
        if given:
            user.save(update_fields=list(given))
        return answer(present(user))
