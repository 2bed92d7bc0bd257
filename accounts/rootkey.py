"""The root key: it wraps every person's keys and lives outside the database and its backups.

It is a Tink keyset in its JSON form, from HOLDFAST_ROOT_KEY or the file named by HOLDFAST_ROOT_KEY_FILE.
"""

import os
from functools import lru_cache
from pathlib import Path

import tink
from django.conf import settings
from tink import aead, secret_key_access

aead.register()


class RootKeyRefused(Exception):
    """The root key is missing, damaged or too weak; nothing can be sealed or opened without it."""


def create(path: Path) -> None:
    """Write a fresh root key to `path`, readable by its owner alone. An existing file is never touched.

    Raises FileExistsError when there is one.
    """
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    text = tink.json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def parse(text: str) -> aead.Aead:
    """The key in `text`. Raises RootKeyRefused with the reason, never with the text."""
    if not text:
        raise RootKeyRefused("HOLDFAST_ROOT_KEY (or HOLDFAST_ROOT_KEY_FILE) is not set.")
    try:
        handle = tink.json_proto_keyset_format.parse(text, secret_key_access.TOKEN)
        return handle.primitive(aead.Aead)
    except (tink.TinkError, ValueError):
        raise RootKeyRefused("The root key is not a keyset that accounts.rootkey made.") from None


@lru_cache(maxsize=1)
def load() -> aead.Aead:
    """The root key of this process."""
    return parse(settings.ROOT_KEY)
