"""`python -m backend.preparing`: the secrets of a first start, then both databases brought to the newest shape.

Run it before web and worker start.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError

from accounts import rootkey, vapid

KEY_LOST = (
    "The root key {file} is missing, but there are people whose words are sealed with it. Put your copy of it back. "
    "Nothing was changed."
)


def make_secrets() -> Path | None:
    """Creates the key files that the environment names and that do not exist yet (mode 600).

    Returns the file of the root key when it was made now.
    """
    made = None
    for name in ("HOLDFAST_ROOT_KEY_FILE", "HOLDFAST_SECRET_KEY_FILE", "HOLDFAST_VAPID_KEY_FILE"):
        file = Path(os.environ.get(name) or os.devnull)
        if file.exists():
            continue
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if name == "HOLDFAST_ROOT_KEY_FILE":
            rootkey.create(file)
            made = file
        elif name == "HOLDFAST_VAPID_KEY_FILE":
            vapid.create(file)
        else:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as text:
                text.write(secrets.token_urlsafe(50))
    return made


def has_sealed_keys() -> bool:
    """Whether somebody's keys lie in the key store already, wrapped by a root key."""
    keyset = django.apps.apps.get_model("accounts", "Keyset")
    return bool(keyset._default_manager.using("keys").exists())


def forget_workers() -> None:
    """Signs of life of an earlier start must not pass for those of this one: a living worker gives another soon."""
    heartbeat = django.apps.apps.get_model("journal", "Heartbeat")
    heartbeat._default_manager.all().delete()


def main() -> None:
    """Exits with a reason when the key is lost or a database cannot be reached."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    made = make_secrets()
    django.setup()
    try:
        for alias in ("default", "keys"):
            call_command("migrate", database=alias, interactive=False, verbosity=0, skip_checks=True)
        forget_workers()
        lost = made is not None and has_sealed_keys()
    except DatabaseError as problem:
        sys.exit(f"The database cannot be used: {problem}")
    if made is not None and lost:
        made.unlink()
        sys.exit(KEY_LOST.format(file=made))


if __name__ == "__main__":
    main()
