"""What people do in the app, in its own words."""

from uuid import uuid4

from playwright.sync_api import Page, expect

PASSWORD = "seven grey gulls at noon"
ASKED = "I asked him again if we are okay, third time today. He went cold after dinner."
PLAIN = "I told him plainly that I need a message when he is late, and he said okay."


def sign_up(page: Page, name: str, *, therapist: bool = False) -> str:
    """Make an account through the app; returns its e-mail."""
    email = f"{name.lower()}-{uuid4().hex[:8]}@example.org"
    page.get_by_role("link", name="Start").click()
    if therapist:
        page.get_by_text("I am a therapist").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Name").fill(name)
    if not therapist:
        page.get_by_text("A program on your server reads them").click()
    page.get_by_role("button", name="Create my").click()
    expect(page.get_by_role("heading", name="Clients" if therapist else "Today", level=1)).to_be_visible()
    return email


def wait_for_shell(page: Page) -> None:
    """Until the app can open without a network. A worker that fails to register would never be ready: race a timer."""
    ready = page.evaluate(
        """Promise.race([navigator.serviceWorker.ready.then(() => true),
                         new Promise((done) => setTimeout(() => done(false), 10000))])"""
    )
    assert ready, "the service worker did not install"


def write(page: Page, text: str, mood: str | None = None) -> None:
    """Write an entry on Today and save it."""
    go_to(page, "Today")
    if mood:
        page.get_by_role("button", name=mood, exact=True).click()
    page.get_by_label("What you want to write").fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("What you want to write")).to_have_value("")


def go_to(page: Page, place: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def expect_place(page: Page, place: str, timeout_ms: int = 15_000) -> None:
    """Until the line about where the words are has come to `place`."""
    step = page.get_by_role("group", name="Where your words are").locator("[aria-current=step]")
    expect(step).to_have_text(place, timeout=timeout_ms)


def open_entry(page: Page, words: str) -> None:
    go_to(page, "Journal")
    page.get_by_role("link").filter(has_text=words).first.click()
    expect(page.get_by_role("link", name="Edit")).to_be_visible()
