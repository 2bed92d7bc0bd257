"""From a sentence on the phone to the week."""

import signal
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.stacks import Stack

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]


def test_written_offline_then_online_words_light_up_and_the_week_shows_it(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.wait_for_shell(page)
    page.context.set_offline(True)

    page.goto("/")  # opens from the phone alone
    people.write(page, people.ASKED, mood="Low")
    people.expect_place(page, "On this phone")
    shots(page, "1-offline")

    page.context.set_offline(False)  # nothing is tapped: it goes by itself
    people.expect_place(page, "Read")
    shots(page, "2-read")

    people.open_entry(page, "I asked him again")
    underlined = page.get_by_role("button", name="I asked him again")
    expect(underlined).to_be_visible()
    shots(page, "3-entry")
    underlined.click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Asking again")
    expect(sheet).to_contain_text("I asked him again if we are okay")
    shots(page, "4-tag")
    sheet.get_by_role("button", name="Yes, that fits").click()

    people.go_to(page, "Week")
    expect(page.get_by_text("You wrote on 1 of 7 days")).to_be_visible()
    expect(page.get_by_text("Asking again").first).to_be_visible()
    shots(page, "5-week")


def test_while_no_worker_reads_the_words_are_kept_and_nothing_is_claimed(open_page: OpenPage, stack: Stack) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    stack.send("celery", signal.SIGSTOP)
    try:
        people.write(page, people.ASKED)
        people.expect_place(page, "Kept")
        page.wait_for_timeout(4000)
        people.expect_place(page, "Kept")
    finally:
        stack.send("celery", signal.SIGCONT)
    people.expect_place(page, "Read", timeout_ms=40_000)


def test_an_entry_can_be_edited_deleted_and_brought_back(open_page: OpenPage) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, "Tea with Jo.")
    people.expect_place(page, "Read")
    people.open_entry(page, "Tea with Jo.")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("What you want to write").fill("Two cups of tea with Jo.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Two cups of tea with Jo.")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Two cups of tea with Jo.")).to_be_visible()


def test_words_that_were_typed_survive_a_killed_tab(open_page: OpenPage) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    page.get_by_label("What you want to write").fill("Half a thought about")
    page.wait_for_timeout(700)
    context = page.context
    page.close()
    again = context.new_page()
    again.goto("/")
    expect(again.get_by_label("What you want to write")).to_have_value("Half a thought about")


def test_help_is_there_signed_out_and_without_a_network(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.wait_for_shell(page)
    page.context.set_offline(True)
    page.goto("/")
    page.get_by_role("link", name="Help").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label("Country").select_option("GB")
    expect(page.get_by_role("link", name="116 123").first).to_be_visible()
    expect(page.get_by_text("check before release").first).to_be_visible()
    shots(page, "help")


def test_signing_in_on_another_phone_brings_everything(open_page: OpenPage) -> None:
    page = open_page()
    email = people.sign_up(page, "Ana")
    people.write(page, people.ASKED)
    people.expect_place(page, "Read")
    other = open_page()
    other.get_by_role("link", name="Sign in").click()
    other.get_by_label("E-mail").fill(email)
    other.get_by_label("Password", exact=True).fill(people.PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    people.open_entry(other, "I asked him again")
    expect(other.get_by_role("button", name="I asked him again")).to_be_visible()
