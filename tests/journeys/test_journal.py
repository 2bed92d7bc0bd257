"""Finding one's own words again: search, calendar and year, on the phone alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import people

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]
SECRET = "Kaffee im Café mit Jo."


def test_words_are_found_offline_and_stand_nowhere_but_on_the_page(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, SECRET, mood="Good")
    people.write(page, people.PLAIN)
    people.expect_place(page, "Read")
    people.wait_for_shell(page)
    page.context.set_offline(True)

    page.goto("/")  # opens from the phone alone
    people.go_to(page, "Journal")
    page.get_by_role("link", name="Search").click()
    field = page.get_by_label("Words", exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("cafe ja")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    field.fill("cafe jo")
    expect(page.locator("mark")).to_have_text(["Café", "Jo"])
    shots(page, "search")
    kept = page.evaluate("JSON.stringify([location.href, document.title, history.state, {...localStorage}])")
    assert "caf" not in kept.lower()

    page.get_by_role("button", name="Steady moments").click()
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Steady moments").click()
    page.get_by_role("link").filter(has_text="I told him plainly").click()
    expect(page.get_by_role("link", name="Edit")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link").filter(has_text="I told him plainly")).to_be_focused()


def test_a_day_is_found_with_the_keyboard_alone(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, SECRET, mood="Good")
    people.go_to(page, "Journal")
    page.get_by_role("link", name="Calendar").press("Enter")
    today = page.locator("[aria-current=date]")
    expect(today).to_have_accessible_name(re.compile("1 entry, mood Good$"))
    today.focus()
    page.keyboard.press("ArrowRight")  # there is no tomorrow
    expect(today).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link").filter(has_text="Kaffee")).to_be_visible()
    shots(page, "calendar")
    page.get_by_role("link", name="Year", exact=True).press("Enter")
    expect(page.get_by_text("You wrote on 1 of")).to_be_visible()
    shots(page, "year")
