from django.http import HttpRequest, JsonResponse
from django.urls import path

from bench.floor.views import Entries


def ready(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ready"})


urlpatterns = [path("readyz", ready), path("entries", Entries.as_view())]
