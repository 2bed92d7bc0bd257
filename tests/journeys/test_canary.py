"""A sentence written through the app is found nowhere in clear: not in databases, logs, broker, cache or browser."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import redis
from playwright.sync_api import expect, sync_playwright

from tests.journeys import people
from tests.journeys.conftest import FLAGS, PHONE
from tests.journeys.stacks import Stack

WORD = "quetzalcanary"
SENTENCE = f"I asked the {WORD} again if we are okay, third time today."
PERSON = "Xanthippecanary"


def disguises(word: str) -> Iterator[bytes]:
    """The word as it may lie around: plain, in other cases, as UTF-16, hex, base64 at each offset, reversed."""
    for form in (word, word.lower(), word.upper(), word[::-1]):
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode().hex().encode()
        for offset in range(3):
            encoded = base64.b64encode(b" " * offset + form.encode())
            yield encoded[4:-4]


def found_in(content: bytes) -> list[bytes]:
    return [form for word in (WORD, PERSON) for form in disguises(word) if form in content]


def broker_values(stack: Stack) -> Iterator[bytes]:
    """Everything that the broker (which is the cache too) holds right now."""
    settings = (stack.folder / "broker" / "valkey.conf").read_text()
    port = re.search(r"^port (\d+)$", settings, re.MULTILINE)
    password = re.search(r'^requirepass "?([^"\n]+)"?$', settings, re.MULTILINE)
    assert port
    assert password
    with redis.Redis(port=int(port[1]), password=password[1]) as broker:
        for key in broker.scan_iter():
            yield bytes(key)
            yield bytes(broker.dump(key) or b"")


def test_the_search_finds_a_canary_that_lies_in_clear(tmp_path: Path) -> None:
    for number, form in enumerate(disguises(WORD)):
        (tmp_path / str(number)).write_bytes(b"before " + form + b" after")
    assert all(found_in(path.read_bytes()) for path in tmp_path.iterdir())


def test_a_canary_is_found_nowhere(stack: Stack, chromium: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=FLAGS, viewport=PHONE, base_url=stack.address
        )
        page = context.pages[0]
        page.goto("/")
        people.sign_up(page, "Ana")
        page.get_by_role("button", name="Add a person").click()
        page.get_by_label("Name or nickname").fill(PERSON)
        page.get_by_role("button", name="Add", exact=True).click()
        people.write(page, SENTENCE, mood="Low")
        people.expect_place(page, "Read")
        people.go_to(page, "Week")
        expect(page.get_by_text("You wrote on 1 of 7 days")).to_be_visible()
        context.close()

    seen = {str(path): path.read_bytes() for path in [*stack.folder.rglob("*"), *profile.rglob("*")] if path.is_file()}
    assert sum("sqlite3" in path for path in seen) >= 2
    assert any("worker.log" in path for path in seen)
    assert any("IndexedDB" in path for path in seen)
    assert {path: found for path, content in seen.items() if (found := found_in(content))} == {}
    assert [value for value in broker_values(stack) if found_in(value)] == []
    launcher_log = stack.folder.with_suffix(".log").read_bytes()
    assert found_in(launcher_log) == []
