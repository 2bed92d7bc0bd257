"""Structured logs, one JSON object a line. They say what happened, never what somebody wrote.

An exception is logged by its type and the lines of our code it passed, without its message: a message may quote data.
"""

import json
import logging
import logging.config
import traceback
from datetime import UTC, datetime
from typing import Any

FIELDS = ("method", "route", "status", "ms", "entry", "owner_ops", "reason", "tags", "week", "count")


class JsonFormatter(logging.Formatter):
    """Time, level, logger, event, and the fields named above when the caller gave them."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.describe(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])[-8:]
            line["error"] = record.exc_info[0].__name__
            line["where"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=True, default=str)

    def describe(self, record: logging.LogRecord) -> str:
        """The event. Django puts a request's address into its messages, which may hold what a person searched for: such
        a line names the status and the pattern of the route instead."""
        if not record.name.startswith("django"):
            return record.getMessage()
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        return f"request answered {getattr(record, 'status_code', '')} {getattr(match, 'route', '')}".strip()


def configure(options: dict[str, Any]) -> None:
    """Called by Django with the LOGGING setting."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": "backend.logs.JsonFormatter"}},
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["out"], "level": options["level"]},
            "loggers": {
                "django": {"handlers": [], "level": options["level"], "propagate": True},
                "django.request": {"level": "ERROR"},
                "celery.worker.strategy": {"level": "WARNING"},
                "celery.app.trace": {"level": "WARNING"},
                "celery.beat": {"level": "WARNING"},
            },
        }
    )
