"""The cast: Ana keeps a journal, Ben keeps another, Dr. Osei was invited by Ana, Dr. Lund was not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from rest_framework.test import APIClient

from accounts import keystore
from accounts.models import User

EVERY_DATABASE = frozenset({"default", "keys"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that may touch the database may touch both: data and keys."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ())) & {"db", "transactional_db"}
        mark = item.get_closest_marker("django_db")
        if not asked and mark is None:
            continue
        options: dict[str, Any] = {"transaction": "transactional_db" in asked, "databases": EVERY_DATABASE}
        options |= mark.kwargs if mark else {}
        item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.fixture(autouse=True)
def forget_keys() -> Iterator[None]:
    """Keys remembered by the process must not outlive the database of a test."""
    keystore.forget()
    yield
    keystore.forget()


@pytest.fixture
def clean_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana@example.org", name="Ana", zone="Europe/Berlin")


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben@example.org", name="Ben", zone="Asia/Kolkata")


@pytest.fixture
def dr_osei(db: None) -> User:
    return User.objects.create_user("osei@example.org", name="Dr. Osei", role="therapist")


@pytest.fixture
def dr_lund(db: None) -> User:
    return User.objects.create_user("lund@example.org", name="Dr. Lund", role="therapist")


@pytest.fixture
def as_() -> Callable[[User | None], APIClient]:
    """`as_(ana)` is a client that is signed in as Ana; `as_(None)` is a stranger without an account."""

    def sign_in(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in
