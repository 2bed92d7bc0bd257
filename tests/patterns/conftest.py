"""The real reader with the real built model; where it is missing, tests that need it fail and say how to build it."""

import pytest

from patterns.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()
