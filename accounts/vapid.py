"""Making this server's key pair, and signing with it. The private half is kept like the root key; losing it costs no
words: every phone then has to ask for reminders anew.
"""

import os
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from accounts.vapidkey import PRIVATE_BYTES, Key


def generate() -> str:
    """A fresh key pair as text."""
    pair = Vapid02()
    pair.generate_keys()
    private = pair.private_key.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big")
    public = pair.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return f"{_text(private)}.{_text(public)}"


def create(path: Path) -> None:
    """Write a fresh key pair to `path`, readable by its owner alone. Raises FileExistsError when there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(generate())


def signer(key: Key) -> Vapid02:
    """What signs with `key`."""
    return Vapid02.from_raw(key.private.encode())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
