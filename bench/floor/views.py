"""Keep one entry and list the newest 50: token look-up, ModelSerializer, one statement each."""

from django.contrib.auth.models import AbstractBaseUser
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bench.floor.models import Entry, Token

PAGE = 50


class TokenLookup(BaseAuthentication):
    """One joined query: the token and its user."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, None]:
        scheme, _, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        found = Token.objects.select_related("user").filter(key=key).first() if scheme == "Token" else None
        if found is None:
            raise AuthenticationFailed
        return found.user, None


class EntrySerializer(serializers.ModelSerializer[Entry]):
    id = serializers.UUIDField()  # made by the client; stated, so that no look-up for uniqueness is added

    class Meta:
        model = Entry
        fields = ("id", "created", "text", "mood")


class Entries(APIView):
    authentication_classes = (TokenLookup,)
    permission_classes = ()

    def post(self, request: Request) -> Response:
        given = EntrySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        entry = Entry(user_id=request.user.pk, **given.validated_data)
        entry.save(force_insert=True)
        return Response(EntrySerializer(entry).data, status=201)

    def get(self, request: Request) -> Response:
        newest = Entry.objects.filter(user_id=request.user.pk).order_by("-created")[:PAGE]
        return Response({"results": EntrySerializer(newest, many=True).data})
