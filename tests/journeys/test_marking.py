"""The writer marks words of their own: with no network and no mouse, by dragging, and from a list."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import people

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]
TEXT = "\U0001f30a We ate late. Then I went for a walk, and it passed."
WALK = "I went for a walk"
OPEN = "Mark words yourself"


def tags_on_the_server(page: Page) -> list[dict[str, Any]]:
    entry = page.url.rsplit("/", 1)[1]
    results: list[dict[str, Any]] = page.request.get(f"/api/v1/entries/{entry}/tags/").json()["results"]
    return results


def test_words_are_marked_with_the_keyboard_alone_and_no_network(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.wait_for_shell(page)
    page.context.set_offline(True)
    people.write(page, TEXT)
    people.open_entry(page, "We ate late.")
    page.get_by_role("button", name=OPEN).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="The words of this entry")).to_be_focused()
    page.keyboard.press("Home")
    for _ in range(TEXT.index(WALK)):
        page.keyboard.press("ArrowRight")
    for _ in WALK[:-2]:
        page.keyboard.press("Shift+ArrowRight")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("status")).to_contain_text(WALK)
    shots(page, "marking-1-words")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Go on
    shots(page, "marking-2-pattern")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Steady
    page.get_by_role("button", name="Steadying yourself").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Who, and what became of it")).to_be_visible()
    shots(page, "marking-3-how")
    page.get_by_role("button", name="Add this mark").focus()
    page.keyboard.press("Enter")
    mark = page.get_by_role("button", name=f"{WALK} – Steadying yourself")
    expect(mark).to_be_visible()
    shots(page, "marking-4-marked")
    page.context.set_offline(False)
    people.expect_place(page, "Read")
    [own] = [tag for tag in tags_on_the_server(page) if tag["own"]]
    assert (own["quote"], own["start"], own["verdict"]) == (WALK, TEXT.index(WALK), "yes")
    page.reload()
    expect(mark).to_be_visible()


def test_words_are_marked_by_dragging_and_taken_away_with_undo(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, TEXT)
    people.open_entry(page, "We ate late.")
    box = page.locator("p.words").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 14, steps=4)
    page.mouse.up()
    button = page.get_by_role("button", name="Mark these words")
    expect(button).to_be_visible()
    shots(page, "marking-5-dragged")
    button.click()
    page.get_by_text("Stepping back").click()
    page.get_by_role("button", name="Pulling back").click()
    page.get_by_text("I wanted to, and held back").click()
    page.get_by_role("button", name="Add this mark").click()
    page.get_by_role("button", name="– Pulling back").first.click()
    shots(page, "marking-6-own")
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("button", name="– Pulling back")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="– Pulling back")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name=OPEN).click()
    page.get_by_text("Choose a sentence from a list instead").click()
    page.get_by_role("radio", name=f"Then {WALK}", exact=True).check()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(f"Then {WALK}")
    shots(page, "marking-7-list-dark")
