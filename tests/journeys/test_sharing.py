"""A client shares one week with a therapist, sees it being read, and takes it back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import people

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]
NOTE = "I would like to talk about Thursday."


def invite(page: Page) -> str:
    people.go_to(page, "You")
    page.get_by_role("link", name="Sharing").click()
    page.get_by_label("How should they see you?").fill("Ana")
    page.get_by_role("button", name="Make a code").click()
    return page.get_by_test_id("invitation-code").inner_text().strip()


def claim(desk: Page, code: str) -> None:
    desk.get_by_label("Code").fill(code)
    desk.get_by_role("button", name="Use the code").click()
    expect(desk.get_by_text("Waits for the client to confirm")).to_be_visible()


def test_share_a_week_read_it_see_the_viewing_revoke_gone(open_page: OpenPage, shots: Shots) -> None:
    phone, desk = open_page(), open_page(desk=True)
    people.sign_up(phone, "Ana")
    people.write(phone, people.ASKED, mood="Low")
    people.write(phone, people.PLAIN, mood="Good")
    people.expect_place(phone, "Read")
    people.sign_up(desk, "Osei", therapist=True)

    claim(desk, invite(phone))
    phone.reload()
    phone.get_by_role("button", name="Yes, this is my therapist").click()
    phone.get_by_role("link", name="Prepare this week for a session").click()
    phone.get_by_label("A line from you").fill(NOTE)
    phone.get_by_role("button", name="See the page first").click()
    expect(phone.get_by_text("This is exactly what Osei will see")).to_be_visible()
    preview = phone.get_by_role("article").first.inner_text()
    assert NOTE in preview
    assert people.ASKED[:20] not in preview
    shots(phone, "share-preview")
    phone.get_by_role("button", name="Approve and share").click()
    expect(phone.get_by_text("can open this page now")).to_be_visible()

    desk.reload()
    desk.get_by_role("link", name="Ana").click()
    desk.get_by_role("link", name="Week of").click()
    expect(desk.get_by_text(NOTE)).to_be_visible()
    assert desk.get_by_role("article").first.inner_text() == preview
    shots(desk, "therapist")

    phone.get_by_role("link", name="Who looked").click()
    expect(phone.get_by_role("listitem").filter(has_text="Osei")).to_be_visible()
    shots(phone, "viewings")

    people.go_to(phone, "You")
    phone.get_by_role("link", name="Sharing").click()
    phone.get_by_role("button", name="End sharing").click()
    phone.get_by_role("dialog").get_by_role("button", name="End sharing").click()
    expect(phone.get_by_text("They can open nothing any more")).to_be_visible()

    desk.reload()
    expect(desk.get_by_text("This page is no longer shared")).to_be_visible()
    expect(desk.get_by_text(NOTE)).not_to_be_visible()
    shots(desk, "revoked")
