"""A correction teaches, says so, and is forgotten when its writer asks."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journal.teaching import ALIKE
from tests.journeys import people

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]
TAUGHT = "You changed this 3 times in sentences like this one, so I now read it as theirs."


def open_mark(page: Page, words: str) -> None:
    people.open_entry(page, words)
    page.get_by_role("button", name=f"{words} – ").click()


def write_and_answer(page: Page, words: str) -> None:
    people.write(page, words)
    people.expect_place(page, "Read")
    open_mark(page, words)
    page.get_by_role("dialog").get_by_role("button", name="That was them").click()
    expect(page.get_by_text("Noted as theirs.")).to_be_visible()


def test_three_corrections_teach_and_one_button_forgets(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    for words in ALIKE[:3]:
        write_and_answer(page, words)
    people.write(page, ALIKE[3])
    people.expect_place(page, "Read")
    open_mark(page, ALIKE[3])
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(TAUGHT)).to_be_visible()
    expect(sheet.get_by_role("button", name="Read it as before")).to_be_visible()
    shots(page, "lessons-1-taught")
    sheet.get_by_role("button", name="It was another pattern").click()
    expect(page.get_by_role("dialog", name="Which one fits better?")).to_be_visible()
    shots(page, "lessons-2-another")
    page.get_by_role("button", name="Back to the answers").click()

    page.get_by_role("link", name="What it learned from you").click()
    expect(page.get_by_text("From 3 answers of yours")).to_be_visible()
    shots(page, "lessons-3-learned")
    page.emulate_media(color_scheme="dark")
    shots(page, "lessons-4-dark")
    page.get_by_role("button", name="Forget this").click()
    expect(page.get_by_text("Nothing so far.")).to_be_visible()

    people.open_entry(page, ALIKE[3])
    page.get_by_role("button", name=f"{ALIKE[3]} – ").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Yes, that fits")).to_be_visible()
    shots(page, "lessons-5-as-before")


def test_what_was_taught_away_stays_within_reach(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    for words in ALIKE[:3]:
        people.write(page, words)
        people.expect_place(page, "Read")
        open_mark(page, words)
        page.get_by_role("dialog").get_by_role("button", name="No, that’s not it").click()
        expect(page.get_by_text("Taken away.")).to_be_visible()
    people.write(page, ALIKE[3])
    people.expect_place(page, "Read")
    people.open_entry(page, ALIKE[3])
    expect(page.get_by_role("heading", name="Left out, as you taught it")).to_be_visible()
    shots(page, "lessons-6-left-out")
    page.get_by_role("button", name="Asking again").click()
    page.get_by_role("dialog").get_by_role("button", name="Read it as before").click()
    expect(page.get_by_role("button", name=f"{ALIKE[3]} – Asking again")).to_be_visible()
