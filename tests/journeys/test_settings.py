"""How the app looks on a device, the home screen, an emptied store and a new version: in a real browser."""

import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import people, stacks
from tests.journeys.conftest import PHONE, Watch
from tests.journeys.stacks import ROOT, Stack

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]

NIGHT = "rgb(15, 23, 25)"
# What stands on the page when the browser first draws it.
FIRST_FRAME = """requestAnimationFrame(() => {
  window.firstFrame = getComputedStyle(document.documentElement).backgroundColor;
})"""
SCREENS = (
    "/", "/journal", "/journal/search", "/journal/calendar", "/journal/year", "/week", "/weeks", "/practice", "/you",
    "/you/people", "/you/sharing", "/you/viewings", "/you/reminders", "/you/settings", "/help",
)  # fmt: skip
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def open_settings(page: Page) -> None:
    people.go_to(page, "You")
    page.get_by_role("link", name="Settings and account").click()
    expect(page.get_by_role("heading", name="Settings and account", level=1)).to_be_visible()


def choose(page: Page, legend: str, name: str) -> None:
    page.get_by_role("group", name=legend).get_by_text(name, exact=True).click()


def is_up(stack: Stack) -> bool:
    try:
        return stack.ready()["http"] == 200
    except OSError:
        return False


def test_a_theme_is_there_before_the_first_paint_and_for_this_device_alone(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    open_settings(page)
    choose(page, "Colours", "Dark")
    shots(page, "settings-dark")
    page.add_init_script(FIRST_FRAME)
    for address in ("/", "/you/settings"):
        page.goto(address)
        page.wait_for_function("window.firstFrame")
        assert page.evaluate("window.firstFrame") == NIGHT
    assert page.locator("meta[name=theme-color]").get_attribute("content") == "#0f1719"
    # By the worker, too, with no network.
    people.wait_for_shell(page)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_function("window.firstFrame")
    assert page.evaluate("window.firstFrame") == NIGHT


def test_no_screen_grows_too_wide_with_the_largest_text_at_twice_its_size(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, people.ASKED, mood="Low")
    people.expect_place(page, "Read", timeout_ms=30_000)
    open_settings(page)
    choose(page, "Size of text", "Largest")
    wide = []
    # A desk and a phone, each zoomed to 200 %: half as many pixels stand for its width.
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width // 2, "height": height // 2})
        for address in SCREENS:
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.wait_for_load_state("networkidle")
            if page.evaluate(TOO_WIDE):
                wide.append((width, address))
        shots(page, f"zoomed-{width}")
    assert wide == []


@pytest.mark.parametrize(("chosen", "name"), [(None, "Holdfast"), ("Notebook", "Notebook"), ("Tides", "Tides")])
def test_the_browser_would_install_it_under_the_chosen_name(
    open_page: OpenPage, stack: Stack, chosen: str | None, name: str
) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.wait_for_shell(page)
    if chosen:
        open_settings(page)
        choose(page, "Name and picture", chosen)
    page.goto("/")
    expect(page).to_have_title(f"Today · {name}")
    devtools = page.context.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert (found["errors"], f'"name": "{name}"' in found["data"]) == ([], True)
    assert [one["errorId"] for one in devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]] in (
        [],
        ["in-incognito"],
    )
    for path in re.findall(r'"src": "([^"]+)"', found["data"]):
        assert page.request.get(path).ok


def test_a_store_that_the_browser_emptied_fills_again_and_it_is_said(open_page: OpenPage, stack: Stack) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, people.PLAIN)
    people.expect_place(page, "Read", timeout_ms=30_000)
    devtools = page.context.new_cdp_session(page)
    kinds = "indexeddb,local_storage,cache_storage,service_workers"
    devtools.send("Storage.clearDataForOrigin", {"origin": stack.address, "storageTypes": kinds})
    page.goto("/")
    expect(page.get_by_text("Your browser had emptied this notebook’s place")).to_be_visible()
    expect(page.get_by_role("link").filter(has_text="I told him plainly")).to_be_visible()
    page.get_by_role("button", name="All right").click()
    expect(page.get_by_text("Your browser had emptied")).to_be_hidden()


def test_a_new_version_that_waits_while_somebody_types_loses_nothing(
    browser: Browser, tmp_path: Path, shots: Shots
) -> None:
    built = tmp_path / "dist"
    shutil.copytree(ROOT / "frontend/dist", built, ignore=shutil.ignore_patterns("*.gz", "*.br"))
    worker = built / "sw.js"
    version = re.search(r"[\"'`]([0-9a-f]{12})[\"'`]", worker.read_text())
    assert version
    with stacks.run(tmp_path / "var", {"HOLDFAST_DIST": str(built)}) as own:
        watching = Watch(own.address)
        context = browser.new_context(viewport=PHONE, base_url=own.address)
        context.set_default_timeout(15_000)
        page = context.new_page()
        watching.follow(page)
        page.goto("/")
        people.sign_up(page, "Ana")
        people.wait_for_shell(page)
        page.reload()
        context.set_offline(True)
        people.write(page, people.PLAIN)
        people.expect_place(page, "On this phone")

        page.get_by_label("What you want to write").press_sequentially("Half a sen")
        worker.write_text(worker.read_text().replace(version[1], version[1][::-1]))
        # The server knows its files from its start.
        own.send("granian", signal.SIGKILL)
        assert stacks.until(lambda: is_up(own), 60)
        context.set_offline(False)
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        expect(page.get_by_text("A newer version is ready.")).to_be_visible()
        expect(page.get_by_label("What you want to write")).to_have_value("Half a sen")
        shots(page, "update")
        page.get_by_label("What you want to write").press_sequentially("tence")
        with page.expect_navigation():
            page.get_by_role("button", name="Update").click()
        expect(page.get_by_label("What you want to write")).to_have_value("Half a sentence")
        expect(page.get_by_role("link").filter(has_text="I told him plainly")).to_be_visible()
        shells = page.evaluate("caches.keys()")
        assert shells == [f"holdfast-shell-{version[1][::-1]}"]
        context.close()
    assert (watching.trouble, watching.foreign) == ([], [])
