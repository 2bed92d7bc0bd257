"""One keyset per person and per grant, wrapped by the root key, in a database of their own.

Destroying a row makes everything sealed under it unreadable, in backups of the data too.
"""

import time
from typing import Any
from uuid import UUID

import tink
from django.db import IntegrityError, models, transaction
from tink import aead

from accounts import rootkey
from accounts.models import Keyset

ALIAS = "keys"
PERSON = "person"
GRANT = "grant"
REMEMBERED_S = 60.0
REMEMBERED = 1024

_opened: dict[UUID, tuple[float, aead.Aead]] = {}


class KeyGone(Exception):
    """There is no such key (any more): what it sealed cannot be opened by anybody."""


class KeyDamaged(Exception):
    """The key is there but the root key does not open it: whoever runs the server has to look."""


class KeyRouter:
    """Keysets live in the database `keys`, everything else in `default`."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        return ALIAS if model is Keyset else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return isinstance(one, Keyset) == isinstance(other, Keyset)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        return (db == ALIAS) == ((app_label, model_name) == ("accounts", "keyset"))


def create(purpose: str, subject: UUID) -> None:
    """Make the keyset of `subject`; nothing happens when there is one."""
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    wrapped = tink.proto_keyset_format.serialize_encrypted(handle, rootkey.load(), _bound_to(purpose, subject))
    try:
        with transaction.atomic(using=ALIAS):
            Keyset.objects.create(purpose=purpose, subject=subject, wrapped=wrapped)
    except IntegrityError:
        return


def open_keyset(purpose: str, subject: UUID) -> aead.Aead:
    """The key of `subject`. A person's key is remembered for a minute in this process; a grant's never, so that a
    revoked grant is unreadable at once. Raises KeyGone, KeyDamaged."""
    now = time.monotonic()
    if purpose == PERSON and (known := _opened.get(subject)) and known[0] > now:
        return known[1]
    row = Keyset.objects.filter(purpose=purpose, subject=subject).only("wrapped").first()
    if row is None:
        raise KeyGone
    try:
        opened = tink.proto_keyset_format.parse_encrypted(
            bytes(row.wrapped), rootkey.load(), _bound_to(purpose, subject)
        )
    except tink.TinkError:
        raise KeyDamaged from None
    key: aead.Aead = opened.primitive(aead.Aead)
    if purpose == PERSON:
        if len(_opened) >= REMEMBERED:
            _opened.clear()
        _opened[subject] = (now + REMEMBERED_S, key)
    return key


def destroy(purpose: str, subject: UUID) -> None:
    """Destroy the key of `subject` for good."""
    Keyset.objects.filter(purpose=purpose, subject=subject).delete()
    _opened.pop(subject, None)


def forget() -> None:
    """Drop the keys remembered by this process."""
    _opened.clear()


def _bound_to(purpose: str, subject: UUID) -> bytes:
    return f"{purpose}:{subject}".encode()
