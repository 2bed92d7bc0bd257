"""The key pair by which push services know this server (VAPID, RFC 8292), as text: `private.public`, both base64url.

Whoever only shows the public half needs no cryptography for it, and does not load any.
"""

from base64 import urlsafe_b64decode
from typing import NamedTuple

PRIVATE_BYTES, POINT_BYTES = 32, 65


class KeyRefused(Exception):
    """The text is no key pair that accounts.vapid made."""


class Key(NamedTuple):
    """Each half as base64url without padding."""

    private: str
    public: str


def parse(text: str) -> Key:
    """The key pair in `text`. Raises KeyRefused, never with the text."""
    private, _, public = text.partition(".")
    try:
        sizes = len(decode(private)), len(decode(public))
    except ValueError:
        raise KeyRefused from None
    if sizes != (PRIVATE_BYTES, POINT_BYTES):
        raise KeyRefused
    return Key(private, public)


def decode(text: str) -> bytes:
    """The bytes of base64url, padded or not. Raises ValueError."""
    bare = text.rstrip("=")
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
