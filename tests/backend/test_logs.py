"""Logs say what happened, never what somebody wrote."""

import json
import logging
import sys

from backend.logs import JsonFormatter

SECRET = "he went cold after dinner"


def line(record: logging.LogRecord) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(JsonFormatter().format(record))
    return parsed


def a_record(name: str, message: str, *arguments: object, **fields: object) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, arguments, None)
    record.__dict__.update(fields)
    return record


def test_an_exception_is_logged_without_its_message() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = a_record("holdfast.journal", "an entry could not be read", entry=7)
        record.exc_info = sys.exc_info()
    logged = line(record)
    assert (logged["error"], logged["entry"], logged["event"]) == ("ValueError", 7, "an entry could not be read")
    assert SECRET not in json.dumps(logged)


def test_the_address_of_a_request_is_not_logged() -> None:
    logged = line(a_record("django.request", "%s: %s", "Internal Server Error", f"/x?q={SECRET}", status_code=500))
    assert logged["event"] == "request answered 500"


def test_fields_that_nobody_named_are_left_out() -> None:
    assert SECRET not in json.dumps(line(a_record("holdfast.journal", "read", text=SECRET)))


def test_control_characters_cannot_forge_a_line() -> None:
    assert "\n" not in JsonFormatter().format(a_record("holdfast.journal", "one\ntwo\x1b[31m\u202e"))
