"""Loaded by pytest before Django's settings: gives the tests secrets, a folder and a broker of their own.

`HOLDFAST_DATABASE_URL` decides the leg: absent, SQLite; present, PostgreSQL.
"""

import atexit
import os
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path

import tink
from tink import aead, secret_key_access

from accounts import vapid
from tests import servers

_stack = ExitStack()
atexit.register(_stack.close)


def _root_key() -> str:
    aead.register()
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    text: str = tink.json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    return text


folder = Path(_stack.enter_context(tempfile.TemporaryDirectory(prefix="holdfast-tests-")))
os.environ["HOLDFAST_VAR"] = str(folder)
# The front end has tests of its own; these neither need its build nor look at it.
os.environ["HOLDFAST_DIST"] = str(folder / "dist")
os.environ["HOLDFAST_SECRET_KEY"] = secrets.token_urlsafe(50)
os.environ["HOLDFAST_ROOT_KEY"] = _root_key()
os.environ["HOLDFAST_VAPID_KEY"] = vapid.generate()
os.environ["HOLDFAST_REDIS_URL"] = _stack.enter_context(servers.valkey())
for name in ("HOLDFAST_VAPID_KEY_FILE", "HOLDFAST_PUSH_HOSTS", "HOLDFAST_PUSH_CONTACT"):
    os.environ.pop(name, None)
for name in ("HOLDFAST_ORIGIN", "HOLDFAST_SMTP_URL", "HOLDFAST_ROOT_KEY_FILE", "HOLDFAST_SECRET_KEY_FILE"):
    os.environ.pop(name, None)
