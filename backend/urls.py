"""Every address: the API, sign-in, health, and the app for the rest."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from backend import frontend, health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/schema/", SpectacularJSONAPIView.as_view(permission_classes=[], authentication_classes=[])),
    path("api/v1/", include("accounts.urls")),
    path("api/v1/", include("journal.urls")),
    path("api/v1/", include("insights.urls")),
    path("api/v1/", include("sharing.urls")),
    re_path(r"^(?!api/|_allauth/|admin|assets/|static/).*$", frontend.show_app),
]
handler400 = "accounts.http.bad_request"
handler404 = "accounts.http.not_found"
handler500 = "accounts.http.server_error"
