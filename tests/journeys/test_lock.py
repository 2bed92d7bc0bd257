"""Somebody else holds the phone: what a PIN, a passkey and the quick exit keep from them."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.journeys import people
from tests.journeys.conftest import PHONE, Watch
from tests.journeys.stacks import Stack

OpenPage = Callable[..., Page]
Shots = Callable[[Page, str], None]

PIN = "2580"
CANARY = "quokkacanary"
SENTENCE = f"I asked {CANARY} again if we are okay."

# Everything that a script can find on this phone: what is kept in the clear, and every key that is not wrapped.
DUMP = """async () => {
  const clear = [], keys = [];
  const walk = (value) => {
    if (value instanceof CryptoKey) keys.push(value.algorithm.name + ' ' + value.usages.join());
    else if (value instanceof ArrayBuffer) clear.push(new TextDecoder('latin1').decode(value));
    else if (ArrayBuffer.isView(value)) clear.push(new TextDecoder('latin1').decode(value));
    else if (value && typeof value === 'object') Object.entries(value).forEach((pair) => pair.forEach(walk));
    else clear.push(String(value));
  };
  const done = (request) => new Promise((yes) => { request.onsuccess = () => yes(request.result); });
  const names = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      names.push(store);
      const rows = db.transaction(store).objectStore(store);
      const [ids, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
      ids.forEach((id, i) => { walk(id); walk(values[i]); });
    }
    db.close();
  }
  for (const place of [localStorage, sessionStorage]) walk({ ...place });
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) clear.push(request.url);
  return { clear: clear.join('\\n'), keys, names };
}"""


def expect_nothing_in_clear(page: Page, *, keys: bool) -> None:
    """No word of the canary anywhere; `keys` says whether the phone may hold one that opens it."""
    found = page.evaluate(DUMP)
    assert "records" in found["names"]
    assert CANARY not in found["clear"]
    assert bool(found["keys"]) is keys


def set_pin(page: Page, pin: str = PIN) -> None:
    people.go_to(page, "You")
    page.get_by_role("link", name="Settings and account").click()
    page.get_by_role("button", name="Set a PIN").click()
    page.get_by_label("New PIN or passphrase").fill(pin)
    page.get_by_label("The same again").fill(pin)
    page.get_by_role("button", name="Lock with this").click()
    expect(page.get_by_text("This notebook is locked with a PIN")).to_be_visible()


def try_pin(page: Page, pin: str) -> None:
    page.get_by_label("PIN", exact=True).fill(pin)
    page.get_by_role("button", name="Open", exact=True).click()


def expect_locked(page: Page, heading: str = "Locked") -> None:
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    expect(page).to_have_title(f"{heading} · Holdfast")
    assert CANARY not in page.content()


def test_a_pin_locks_the_notebook_and_leaves_no_key(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, SENTENCE, mood="Low")
    expect_nothing_in_clear(page, keys=True)
    set_pin(page)
    shots(page, "lock-settings")

    page.goto("/journal")
    expect_locked(page)
    expect_nothing_in_clear(page, keys=False)
    shots(page, "lock")

    try_pin(page, "2581")
    expect(page.get_by_text("That is not the PIN.")).to_be_visible()
    page.get_by_role("link", name="Help is open without a PIN").click()
    expect(page.get_by_role("heading", name="Help", level=1)).to_be_visible()
    page.go_back()
    try_pin(page, PIN)
    expect(page.get_by_text(CANARY)).to_be_visible()
    people.go_to(page, "Today")
    people.expect_place(page, "Read")  # and what waited goes on its way


def test_the_lock_shuts_every_window_and_a_hidden_one_shows_nothing(open_page: OpenPage) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, SENTENCE)
    other = page.context.new_page()
    other.goto("/journal")
    expect(other.get_by_text(CANARY)).to_be_visible()
    set_pin(page)
    expect_locked(other)

    hide = "(is) => { Object.defineProperty(document, 'visibilityState', { value: is, configurable: true });"
    hide += " document.dispatchEvent(new Event('visibilitychange')); }"
    try_pin(other, PIN)
    expect(other.get_by_text(CANARY)).to_be_visible()
    other.evaluate(hide, "hidden")
    assert other.evaluate("getComputedStyle(document.querySelector('main')).visibility") == "hidden"
    other.evaluate(hide, "visible")
    expect(other.get_by_text(CANARY)).to_be_visible()

    page.get_by_role("button", name="Lock now").click()
    expect_locked(page)
    expect_locked(other)


def test_ten_wrong_tries_erase_the_phone_and_the_next_sign_in_brings_it_back(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    page.clock.install()
    email = people.sign_up(page, "Ana")
    people.write(page, SENTENCE)
    people.expect_place(page, "Read")
    set_pin(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Lock now").click()
    for number in range(1, 11):
        try_pin(page, f"{3000 + number}")
        if number == 9:
            expect(page.get_by_text("1 more wrong try and the copy on this phone is erased")).to_be_visible()
            shots(page, "lock-last")
        if number < 10:
            expect(page.get_by_role("button", name="Open", exact=True)).to_be_visible()
            expect(page.get_by_text("That is not the PIN.")).to_be_visible()
            page.clock.fast_forward(400_000)
    expect(page.get_by_text("so the copy on this phone was erased")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []

    page.context.set_offline(False)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    people.open_entry(page, "I asked")
    expect(page.get_by_text(CANARY).first).to_be_visible()


def test_finger_or_face_opens_the_notebook_where_the_address_has_a_name(browser: Browser, stack: Stack) -> None:
    address = stack.address.replace("127.0.0.1", "localhost")
    watching = Watch(address)
    context = browser.new_context(viewport=PHONE, base_url=address)
    context.set_default_timeout(15_000)
    page = context.new_page()
    watching.follow(page)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    phone = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasPrf": True}
    phone |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    phone["automaticPresenceSimulation"] = True
    authenticator = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": phone})["authenticatorId"]
    page.goto("/")
    people.sign_up(page, "Ana")
    people.write(page, SENTENCE)
    set_pin(page)
    page.get_by_role("button", name="Use it").click()
    page.get_by_label("The one you use now").fill(PIN)
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("On. Your PIN works too.")).to_be_visible()
    page.goto("/journal")
    expect_locked(page)
    expect_nothing_in_clear(page, keys=False)

    # A finger that never comes, and then one.
    presence = {"authenticatorId": authenticator, "enabled": False}
    devtools.send("WebAuthn.setAutomaticPresenceSimulation", presence)
    page.get_by_role("button", name="Use finger, face or phone code").click()
    page.wait_for_timeout(500)
    expect_locked(page)
    try_pin(page, "2581")  # which does not wait for it
    expect(page.get_by_text("That is not the PIN.")).to_be_visible()
    devtools.send("WebAuthn.setAutomaticPresenceSimulation", presence | {"enabled": True})
    page.get_by_role("button", name="Use finger, face or phone code").click()
    expect(page.get_by_text(CANARY)).to_be_visible()

    page.reload()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Use finger, face or phone code").click()
    expect(page.get_by_text("That did not open it. You can use your PIN.")).to_be_visible()
    expect_locked(page)
    context.close()
    assert (watching.trouble, watching.foreign) == ([], [])


def test_where_no_passkey_is_to_be_had_the_settings_say_so(open_page: OpenPage) -> None:
    page = open_page()  # at 127.0.0.1, which has no name that a passkey could belong to
    people.sign_up(page, "Ana")
    set_pin(page)
    expect(page.get_by_text("Not possible at this address")).to_be_visible()
    expect(page.get_by_role("button", name="Use it")).to_have_count(0)


def leave(page: Page, how: str) -> None:
    if how == "Escape":
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Quick exit").click()
    page.wait_for_url("about:blank")
    assert CANARY not in page.content()


def test_the_quick_exit_leaves_nothing_behind(open_page: OpenPage, shots: Shots) -> None:
    page = open_page()
    people.sign_up(page, "Ana")
    people.write(page, SENTENCE)
    people.go_to(page, "Today")
    page.get_by_label("What you want to write").fill(f"Half a thought about {CANARY}")
    page.wait_for_timeout(700)
    people.open_entry(page, "I asked")
    other = page.context.new_page()
    other.goto("/journal")
    expect(other.get_by_text(CANARY)).to_be_visible()

    leave(page, "button")
    expect_locked(other, "Closed")
    page.go_back()
    expect_locked(page, "Closed")
    shots(page, "closed")
    expect_nothing_in_clear(page, keys=True)
    page.go_back()
    expect_locked(page, "Closed")
    page.reload()
    expect_locked(page, "Closed")

    page.get_by_role("button", name="Open", exact=True).click()
    people.go_to(page, "Today")  # and nothing was lost by leaving
    expect(page.get_by_label("What you want to write")).to_have_value(f"Half a thought about {CANARY}")
    set_pin(page)
    people.open_entry(page, "I asked")
    leave(page, "Escape")
    page.go_back()
    expect_locked(page)
    expect_nothing_in_clear(page, keys=False)
