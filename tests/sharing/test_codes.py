import re

import pytest
from pytest_django import Settings

from sharing import codes


def test_a_code_has_eighty_bits_in_groups_that_can_be_said_aloud() -> None:
    code = codes.make_code()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert len(codes.ALPHABET) ** codes.LENGTH == 2**80


def test_codes_do_not_repeat() -> None:
    assert len({codes.make_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    ["0123-4567-89ab-cdef", "0123 4567 89AB CDEF", "o123456789abcdef", "OI23-4567-89AB-CDEF", "0L23456789ABCDEF"],
)
def test_a_code_may_be_typed_as_people_type(typed: str) -> None:
    assert codes.digest_of(typed) == codes.digest_of("0123-4567-89AB-CDEF")


def test_another_code_has_another_hash_and_the_hash_needs_the_secret_key(settings: Settings) -> None:
    digest = codes.digest_of("0123-4567-89AB-CDEF")
    assert codes.digest_of("1123-4567-89AB-CDEF") != digest
    assert len(digest) == 64
    settings.SECRET_KEY = "another" * 10
    assert codes.digest_of("0123-4567-89AB-CDEF") != digest
