"""Reminders: asked for in a tap, shown in words that name no subject, and gone when they are taken away."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Page, Route, expect

from accounts import pushing
from journal.reminders import WORDS
from tests.accounts.pushservice import Browser
from tests.journeys import people
from tests.journeys.stacks import Stack, until

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]
# Chromium asks its maker before it gives a subscription, which a test must not; all else here is the browser's own.
SUBSCRIBE = """
const given = %s;
const made = { ...given, toJSON: () => given, unsubscribe: async () => (sessionStorage.removeItem('held'), true) };
PushManager.prototype.getSubscription = async () => (sessionStorage.getItem('held') ? made : null);
PushManager.prototype.subscribe = async () => (sessionStorage.setItem('held', 'yes'), made);
"""
CLEAR = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((found) => found.forEach((one) => one.close()))"""
SHOWN = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((found) => found.map(({ title, body, tag }) => ({ title, body, tag })))"""


def open_reminders(page: Page) -> None:
    people.go_to(page, "You")
    page.get_by_role("link", name="Reminders").click()
    expect(page.get_by_role("heading", name="Reminders", level=1)).to_be_visible()


def let_subscribe(page: Page) -> None:
    page.context.grant_permissions(["notifications"])
    browser = Browser("https://fcm.googleapis.com/fcm/send/abc")
    page.add_init_script(SUBSCRIBE % json.dumps(browser.subscription()))
    page.reload()


def deliver(page: Page, address: str, data: str) -> list[dict[str, str]]:
    """Hand `data` to the worker as a push service would, and give what the lock screen then shows."""
    page.evaluate(CLEAR)
    devtools = page.context.new_cdp_session(page)
    registration = find_registration(page, devtools)
    devtools.send("ServiceWorker.deliverPushMessage", {"origin": address, "registrationId": registration, "data": data})
    shown: list[dict[str, str]] = []

    def has_come() -> bool:
        shown[:] = page.evaluate(SHOWN)
        return bool(shown)

    assert until(has_come), "no notification came"
    return shown


def find_registration(page: Page, devtools: CDPSession) -> str:
    found: list[dict[str, Any]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")

    def hears_of_it() -> bool:
        page.wait_for_timeout(50)  # events are heard while the page waits, and only then
        return bool(found)

    assert until(hears_of_it), "no worker is registered"
    return str(found[0]["registrationId"])


def test_reminders_are_asked_for_in_a_tap_and_taken_away_again(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.wait_for_shell(page)
    let_subscribe(page)
    open_reminders(page)
    expect(page.get_by_text("No reminders.")).to_be_visible()
    shots(page, "reminders-1-none")

    page.get_by_role("button", name="Add a reminder").click()
    sheet = page.get_by_role("dialog", name="A new reminder")
    sheet.get_by_label("Some time between").check()
    sheet.get_by_label("From").fill("18:00")
    sheet.get_by_label("Until").fill("17:00")
    expect(sheet.get_by_text("Until has to be later than from")).to_be_visible()
    sheet.get_by_label("Until").fill("21:00")
    sheet.get_by_role("button", name="Sat").click()
    shots(page, "reminders-2-new")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("no phone or computer of yours is set")).to_be_visible()
    shots(page, "reminders-3-kept")

    page.get_by_role("button", name="Show reminders here").click()
    expect(page.get_by_text("Reminders show here.")).to_be_visible()
    page.get_by_label("Keep some hours free of reminders").check()
    page.get_by_label("Time for a cup of tea?").check()
    page.reload()
    expect(page.get_by_label("Time for a cup of tea?")).to_be_checked()
    expect(page.get_by_label("Keep some hours free of reminders")).to_be_checked()
    expect(page.get_by_text("Reminders show here.")).to_be_visible()
    shots(page, "reminders-4-on")
    page.emulate_media(color_scheme="dark")
    shots(page, "reminders-4-dark")

    page.get_by_role("button", name="Remove: Between").click()
    expect(page.get_by_text("No reminders.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Only if you wrote nothing that day")).to_be_visible()
    page.get_by_role("button", name="Stop showing them here").click()
    expect(page.get_by_role("button", name="Show reminders here")).to_be_visible()


def test_the_notification_says_nothing_of_the_subject_and_leads_to_today(
    open_page: OpenPage, stack: Stack, shots: Shots
) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.wait_for_shell(page)
    people.write(page, people.ASKED, mood="Low")
    let_subscribe(page)
    words = WORDS["tea"]["en"]
    shown = deliver(page, stack.address, pushing.payload(words))
    assert shown == [{"title": "Time for a cup of tea?", "body": "", "tag": "note"}]
    assert deliver(page, stack.address, "not what the server sends")[0]["title"] == WORDS["minute"]["en"]

    people.go_to(page, "Week")
    # No devtool taps a notification, and only a tap may bring a window to the front: the message is the rest of it.
    [worker] = page.context.service_workers
    worker.evaluate("self.clients.matchAll().then(([window]) => window.postMessage('today'))")
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()


def test_blocked_and_offline_are_said_in_words(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.wait_for_shell(page)
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    page.reload()
    open_reminders(page)
    expect(page.get_by_text("Notifications are blocked for Holdfast here")).to_be_visible()
    shots(page, "reminders-5-blocked")
    people.go_to(page, "You")

    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/api/v1/reminders/", cut)
    page.get_by_role("link", name="Reminders").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no connection right now")
    shots(page, "reminders-6-offline")
    page.unroute("**/api/v1/reminders/", cut)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No reminders.")).to_be_visible()
