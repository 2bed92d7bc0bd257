"""Serving the phone app: the files of the build, and its one page for every address inside it."""

from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware

NOT_BUILT = "The app has not been built yet. Run `make run`, which builds it."
ALWAYS_FRESH = ("/", "/sw.js")


class Files(WhiteNoiseMiddleware):  # type: ignore[misc]  # untyped base
    """The build's files: those below /assets/ carry a hash in their name and never change; the page, the worker and
    the manifests are asked for again each time."""

    def immutable_file_test(self, path: str, url: str) -> bool:
        return url.startswith("/assets/")

    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        super().add_cache_headers(headers, path, url)
        if url in ALWAYS_FRESH or url.endswith(".webmanifest"):
            headers["Cache-Control"] = "no-cache"


@require_safe
def show_app(request: HttpRequest) -> HttpResponse:
    """The app's page, for an address that the app itself understands."""
    page = settings.DIST / "index.html"
    if not page.is_file():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    get_token(request)
    return HttpResponse(page.read_bytes(), headers={"Cache-Control": "no-cache"})
