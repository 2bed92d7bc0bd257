"""The real reader with the real built model; a test that needs it fails where it is missing, and says how to build it."""

import pytest

from patterns.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()
