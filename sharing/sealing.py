"""Sealing under a grant's own key: when the key is destroyed, nothing that was shared can be opened by anybody."""

from uuid import UUID

import tink

from accounts import keystore
from accounts.sealing import pad, unpad


class Closed(Exception):
    """What was shared cannot be opened: the grant's key is gone, or the bytes are not what was sealed."""


def seal(grant: UUID, what: str, raw: bytes) -> bytes:
    """`raw` under the key of `grant`; `what` names the record, so that it opens nowhere else. Raises Closed."""
    try:
        return bytes(keystore.open_keyset(keystore.GRANT, grant).encrypt(pad(raw), _bound_to(grant, what)))
    except keystore.KeyGone:
        raise Closed from None


def unseal(grant: UUID, what: str, sealed: bytes | memoryview) -> bytes:
    """What was sealed. Raises Closed."""
    try:
        return unpad(keystore.open_keyset(keystore.GRANT, grant).decrypt(bytes(sealed), _bound_to(grant, what)))
    except (keystore.KeyGone, keystore.KeyDamaged, tink.TinkError, ValueError):
        raise Closed from None


def _bound_to(grant: UUID, what: str) -> bytes:
    return f"{what}:{grant}".encode()
