"""One settings file from the environment: what changes with https, and what refuses to boot."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COOKIES = """
import json
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE"]
names.append("SECURE_HSTS_SECONDS")
print(json.dumps([getattr(settings, name) for name in names] + [settings.SERVED_HOSTS[-1]]))
"""
YEAR_S = 60 * 60 * 24 * 365


def run(script: str, **changed: str) -> subprocess.CompletedProcess[str]:
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "backend.settings"} | changed
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("", ["session", False, "csrftoken", False, 0, "[::1]"]),
        (
            "https://journal.example.org",
            ["__Host-session", True, "__Host-csrftoken", True, YEAR_S, "journal.example.org"],
        ),
    ],
    ids=["this machine", "https"],
)
def test_cookies_are_bound_to_https_where_there_is_https(origin: str, expected: list[object]) -> None:
    assert json.loads(run(COOKIES, HOLDFAST_ORIGIN=origin).stdout) == expected


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"HOLDFAST_ROOT_KEY": ""}, "HOLDFAST_ROOT_KEY"),
        ({"HOLDFAST_ROOT_KEY": "change-me"}, "root key"),
        ({"HOLDFAST_ROOT_KEY": "A" * 44}, "root key"),
        ({"HOLDFAST_SECRET_KEY": "short"}, "secret key"),
        ({"HOLDFAST_ORIGIN": "http://journal.example.org"}, "HOLDFAST_ORIGIN"),
        ({"HOLDFAST_VAPID_KEY": "change-me"}, "HOLDFAST_VAPID_KEY"),
        ({"HOLDFAST_PUSH_CONTACT": "whoever"}, "HOLDFAST_PUSH_CONTACT"),
        ({"HOLDFAST_DATABASE_URL": "mysql://somewhere/else"}, "postgresql://"),
        ({"HOLDFAST_ROOT_KEY_FILE": "/nowhere/root.key"}, "HOLDFAST_ROOT_KEY_FILE"),
    ],
)
def test_the_web_process_refuses_to_boot_and_names_what_is_wrong(changed: dict[str, str], named: str) -> None:
    refused = run("import backend.wsgi", **changed)
    assert refused.returncode != 0
    assert named in refused.stderr


def test_the_web_process_boots_and_never_loads_the_reader() -> None:
    script = "import backend.wsgi, sys; print('onnxruntime' in sys.modules, 'patterns.reader' in sys.modules)"
    assert run(script).stdout.split() == ["False", "False"]
