from django.apps import AppConfig

from backend import checks  # noqa: F401  registers the refusals to boot


class BackendConfig(AppConfig):
    name = "backend"
