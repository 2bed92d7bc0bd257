"""Writing in a real browser: one tap, a tab that is killed, long and unusual texts, two versions."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys import people

OpenPage = Callable[..., Page]
FIELD = "What you want to write"


def kill(page: Page) -> Page:
    """End the page's process without a word to it, and open the app anew."""
    context = page.context
    with pytest.raises(Error):
        page.goto("chrome://crash")
    page.close()
    again = context.new_page()
    again.goto("/")
    return again


def test_a_tab_killed_300_ms_after_the_last_key_loses_nothing(open_page: OpenPage) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    page.get_by_label(FIELD).press_sequentially("Half a thought 🌊 about", delay=15)
    page.wait_for_timeout(300)
    again = kill(page)
    expect(again.get_by_label(FIELD)).to_have_value("Half a thought 🌊 about")


def test_a_mood_is_one_tap_and_outlives_its_tab(open_page: OpenPage) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    page.get_by_role("button", name="Low", exact=True).click()
    expect(page.get_by_text("“Low” is kept.")).to_be_visible()
    again = kill(page)
    expect(again.get_by_role("listitem").filter(has_text="Low")).to_be_visible()
    people.expect_place(again, "Kept", timeout_ms=30_000)


@pytest.mark.parametrize(
    "words", ["🌊👩‍👩‍👧 " * 2800, "أحبك كثيرا ولا أعرف ماذا أفعل.\n" * 600], ids=["emoji", "right to left"]
)
def test_a_long_text_is_kept_exactly(open_page: OpenPage, words: str) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    page.get_by_label(FIELD).focus()
    page.keyboard.insert_text(words)
    expect(page.get_by_label(FIELD)).to_have_value(words)
    page.get_by_role("button", name="Save", exact=True).click()
    people.expect_place(page, "Kept", timeout_ms=30_000)
    answer = page.context.request.get("/api/v1/entries/")
    assert answer.json()["results"][0]["text"] == words


def test_two_versions_are_put_together(open_page: OpenPage) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, "We had tea.")
    people.expect_place(page, "Read", timeout_ms=30_000)
    people.open_entry(page, "We had tea.")
    address = page.url
    page.context.set_offline(True)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label(FIELD).fill("We had tea and cake.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("We had tea and cake.")).to_be_visible()
    token = next(str(one.get("value")) for one in page.context.cookies() if str(one.get("name")).endswith("csrftoken"))
    uid = address.rsplit("/", 1)[1]
    changed = page.context.request.patch(
        f"/api/v1/entries/{uid}/",
        data={"text": "We had wine."},
        headers={"X-CSRFToken": token, "Referer": address},
    )
    assert changed.ok
    page.context.set_offline(False)
    page.get_by_role("link", name="Look at both").click()
    expect(page.get_by_role("region", name="From this phone")).to_contain_text("tea and cake.")
    expect(page.get_by_role("region", name="From your other device")).to_contain_text("wine.")
    page.get_by_role("button", name="Put them together").click()
    page.get_by_label("The words of the one entry").fill("We had tea and cake, then wine.")
    page.get_by_role("button", name="Keep these words").click()
    expect(page.get_by_role("paragraph").filter(has_text="We had tea and cake, then wine.")).to_be_visible()
    expect(page.get_by_role("link", name="earlier versions")).to_be_visible()
