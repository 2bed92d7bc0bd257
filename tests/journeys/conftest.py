"""A phone, a desk, and the stack they talk to."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from tests.journeys import stacks
from tests.journeys.stacks import Stack

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1100, height=800)
# What a browser says by itself when the network is away, or when a page asks who is signed in.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "status of 401", "status of 404", "status of 409", "ERR_CONNECTION_REFUSED")


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with stacks.run(tmp_path_factory.mktemp("journeys") / "var") as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("HOLDFAST_CHROMIUM") or shutil.which("chromium")
    assert found, "no Chromium: `make test` installs one"
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


class Watch:
    """What went wrong in a page, and whom it asked."""

    def __init__(self, address: str) -> None:
        self.address, self.trouble, self.foreign = address, list[str](), list[str]()

    def follow(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda problem: self.trouble.append(str(problem)))
        page.on("request", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(known in message.text for known in EXPECTED):
            self.trouble.append(message.text)

    def see(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.foreign.append(request.url)


@pytest.fixture
def watch(stack: Stack) -> Iterator[Watch]:
    watching = Watch(stack.address)
    yield watching
    assert (watching.trouble, watching.foreign) == ([], [])


@pytest.fixture
def open_page(browser: Browser, stack: Stack, watch: Watch) -> Iterator[Callable[..., Page]]:
    """`open_page()` is a fresh phone at the app's first page, `open_page(desk=True)` a computer."""
    contexts: list[BrowserContext] = []

    def open_one(*, desk: bool = False) -> Page:
        context = browser.new_context(viewport=DESK if desk else PHONE, base_url=stack.address)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        page.goto("/")
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def shots() -> Callable[[Page, str], None]:
    """Keep a picture of the page when HOLDFAST_SHOTS names a folder to look at afterwards."""
    folder = os.environ.get("HOLDFAST_SHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep
