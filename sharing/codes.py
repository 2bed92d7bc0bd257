"""Codes of invitation: said aloud or typed from paper, so without letters that look like others."""

import hashlib
import hmac
import secrets
from typing import Final

from django.conf import settings

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 16
"""Sixteen signs of five bits: 80 bits."""
GROUP: Final = 4
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def make_code() -> str:
    """A fresh code such as `7K3M-9QWE-RT5Y-2ZXC`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def digest_of(code: str) -> str:
    """What is kept of a code: a keyed hash, the same however the code was typed."""
    signs = code.upper().translate(_ALIKE)
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"holdfast-invite").digest()
    return hmac.new(key, signs.encode(), hashlib.sha256).hexdigest()
