"""Mail on a machine without a mail server: one file a message, readable by its owner alone."""

import os
from typing import Any

from django.core.mail.backends.filebased import EmailBackend


class FileBackend(EmailBackend):
    """Writes to settings.EMAIL_FILE_PATH with mode 600."""

    def open(self) -> bool:
        if self.stream is not None:
            return False
        os.chmod(self.file_path, 0o700)
        path: str = self._get_filename()  # type: ignore[attr-defined]  # not in the stubs
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.stream: Any = os.fdopen(descriptor, "ab")
        return True
