"""Reading entries with the real reader: exactly the version that was read, once, and never over a person's answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from journal import bell, feed, heartbeat, recorders, tagging, tasks
from journal.documents import ReadingContent, parse_entry
from journal.kinds import ENTRY
from journal.models import Entry, Heartbeat, Reading
from tests.journal.documents import an_entry, an_op

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db
ASKED = "I asked him again if we are okay, third time today. He went cold after dinner."


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


def push(client: APIClient, *ops: Any) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = client.post("/api/v1/sync/push", {"ops": ops}, format="json").json()["results"]
    return results


def write(client: APIClient, text: str = ASKED, **fields: Any) -> Entry:
    push(client, an_op(an_entry(text, **fields)))
    return Entry.objects.latest("pk")


def tags_of(entry: Entry) -> list[Any]:
    return Reading.objects.get(entry=entry).unseal(ReadingContent).tags


def edit(entry: Entry, text: str) -> None:
    recorder = recorders.find("entry")
    assert recorder is not None
    with feed.writing(entry.owner_id) as writing:
        fresh = Entry.objects.get(pk=entry.pk)
        recorders.keep(writing, recorder, entry.owner_id, entry.uid, fresh, parse_entry(an_entry(text)))


def test_a_new_entry_waits_for_a_reader_and_is_read_once(client: APIClient) -> None:
    entry = write(client)
    assert entry.wants_reading
    assert tagging.read_entry(entry.pk)
    assert not tagging.read_entry(entry.pk)
    entry.refresh_from_db()
    assert (entry.wants_reading, entry.read_version, entry.version, entry.leased_until) == (False, 1, 1, None)


def test_every_tag_shows_its_exact_words_and_who_did_it(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    found = {(tag.pattern, tag.holder): tag for tag in tags_of(entry)}
    assert {("reassurance_seeking", "self"), ("withdrawal", "partner")} <= found.keys()
    for tag in found.values():
        assert ASKED[tag.start : tag.end] == tag.quote != ""


def test_the_reading_comes_through_pull_and_the_entry_does_not_come_again(client: APIClient) -> None:
    entry = write(client)
    position = client.get("/api/v1/sync/pull").json()["next"]
    tagging.read_entry(entry.pk)
    [change] = client.get("/api/v1/sync/pull", {"after": position}).json()["changes"]
    assert (change["kind"], change["id"], change["doc"]["content_version"]) == ("reading", str(entry.uid), 1)


def test_an_edit_while_reading_discards_the_result(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = write(client)
    reader = tagging.reader()

    class EditsMeanwhile:
        def read(self, text: str, **more: Any) -> Any:
            edit(entry, "Second thoughts.")
            return reader.read(text)

    monkeypatch.setattr(tagging, "reader", EditsMeanwhile)
    assert not tagging.read_entry(entry.pk)
    entry.refresh_from_db()
    assert (entry.wants_reading, Reading.objects.count()) == (True, 0)


def test_an_entry_that_another_worker_holds_is_left_alone(client: APIClient) -> None:
    entry = write(client)
    Entry.objects.update(leased_until=timezone.now() + timedelta(seconds=5))
    assert not tagging.read_entry(entry.pk)


def test_an_entry_whose_worker_died_is_due_when_its_lease_ends(client: APIClient) -> None:
    entry = write(client)
    Entry.objects.update(leased_until=timezone.now() - timedelta(seconds=1), attempts=1)
    assert list(tagging.due()) == [entry]


def test_a_lease_that_was_lost_says_so(client: APIClient) -> None:
    entry = write(client)
    until = timezone.now() + tagging.LEASE
    Entry.objects.update(leased_until=until)
    lease = tagging.Lease(entry.pk, until)
    lease.renew()
    edit(entry, "Second thoughts.")
    with pytest.raises(tagging.LeaseLost):
        lease.renew()


@pytest.mark.parametrize("refused", ["entry", "person"])
def test_nothing_is_read_without_consent(client: APIClient, ana: User, refused: str) -> None:
    if refused == "person":
        client.patch("/api/v1/me/", {"reading": False}, format="json")
    entry = write(client, read=refused != "entry")
    assert not tagging.read_entry(entry.pk)
    assert not Reading.objects.exists()


def test_consent_given_later_makes_waiting_entries_due(client: APIClient, ana: User) -> None:
    client.patch("/api/v1/me/", {"reading": False}, format="json")
    entry = write(client)
    client.patch("/api/v1/me/", {"reading": True}, format="json")
    assert list(tagging.due()) == [entry]


def test_consent_taken_back_while_reading_discards_the_result(
    client: APIClient, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = write(client)
    claim = tagging._claim

    def claim_and_refuse(pk: int, among: Any) -> Any:
        held = claim(pk, among)
        User.objects.filter(pk=ana.pk).update(reading=False)
        return held

    monkeypatch.setattr(tagging, "_claim", claim_and_refuse)
    assert not tagging.read_entry(entry.pk)
    assert not Reading.objects.exists()


def test_a_tag_is_answered_while_its_entry_waits_to_be_read_again(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    tag = tags_of(entry)[0]
    edit(entry, ASKED + " And again.")
    address = f"/api/v1/entries/{entry.uid}/tags/{tag.id}/verdict/"
    given = client.put(address, {"answer": "no"}, format="json")
    assert (given.status_code, given.json()["id"], given.json()["verdict"]) == (200, str(tag.id), "no")


def test_a_refused_answer_does_not_hold_up_the_next_one(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    doc = {"entry": str(entry.uid), "tag": str(tags_of(entry)[0].id), "answer": "no"}
    (first,) = push(client, op := an_op(doc, kind="verdict"))
    assert first["version"] == 1
    wrong = an_op(doc | {"tag": str(entry.uid)}, kind="verdict", uid=op["id"], base=1)
    right = an_op(doc | {"answer": "yes"}, kind="verdict", uid=op["id"], base=1)
    results = push(client, wrong, right)
    assert [(result["status"], result.get("version")) for result in results] == [("rejected", None), ("applied", 2)]


def test_deleting_an_entry_takes_its_tags_along(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    push(client, an_op(None, uid=entry.uid, base=1, deleted=True))
    reading = Reading.objects.get()
    assert (reading.deleted, bytes(reading.sealed)) == (True, b"")
    kinds = {change["kind"]: change["deleted"] for change in client.get("/api/v1/sync/pull").json()["changes"]}
    assert kinds == {"entry": True, "reading": True}


def test_a_tag_that_its_writer_denied_never_comes_back(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    tag = next(tag for tag in tags_of(entry) if tag.pattern == "reassurance_seeking")
    address = f"/api/v1/entries/{entry.uid}/tags/{tag.id}/verdict/"
    assert client.put(address, {"answer": "no"}, format="json").json()["verdict"] == "no"
    edit(entry, "Long day. " + ASKED)
    tagging.read_entry(entry.pk)
    again = next(found for found in tags_of(entry) if found.pattern == "reassurance_seeking")
    assert (again.id, again.verdict) == (tag.id, "no")


def test_the_answer_to_a_tag_can_be_changed(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    tag = tags_of(entry)[0]
    address = f"/api/v1/entries/{entry.uid}/tags/{tag.id}/verdict/"
    for answer in ("no", "theirs", "yes"):
        assert client.put(address, {"answer": answer}, format="json").json()["verdict"] == answer
    assert tags_of(entry)[0].verdict == "yes"


@pytest.mark.parametrize(
    "wrong", [{"answer": "maybe"}, {}, {"answer": "no", "pattern": "withdrawal"}, {"answer": "other_pattern"}]
)
def test_an_answer_that_makes_no_sense_is_refused(client: APIClient, wrong: dict[str, str]) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    address = f"/api/v1/entries/{entry.uid}/tags/{tags_of(entry)[0].id}/verdict/"
    assert client.put(address, wrong, format="json").status_code == 400
    assert tags_of(entry)[0].verdict is None


def test_a_verdict_through_sync_reaches_every_device(client: APIClient) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    tag = tags_of(entry)[0]
    doc = {"entry": str(entry.uid), "tag": str(tag.id), "answer": "theirs"}
    [result] = push(client, an_op(doc, kind="verdict"))
    assert result["status"] == "applied"
    changes = client.get("/api/v1/sync/pull").json()["changes"]
    assert next(c["doc"] for c in changes if c["kind"] == "verdict") == doc
    reading = next(c["doc"] for c in changes if c["kind"] == "reading")
    assert next(t["verdict"] for t in reading["tags"] if t["id"] == str(tag.id)) == "theirs"


def test_a_verdict_on_a_tag_that_is_not_there_is_rejected(client: APIClient, ben: User, as_: As) -> None:
    entry = write(client)
    tagging.read_entry(entry.pk)
    doc = {"entry": str(entry.uid), "tag": str(tags_of(entry)[0].id), "answer": "no"}
    [result] = push(as_(ben), an_op(doc, kind="verdict"))
    assert result["error"]["code"] == "unknown_tag"
    assert tags_of(entry)[0].verdict is None


def test_the_only_person_of_an_entry_is_whom_its_tags_are_about(client: APIClient) -> None:
    op = an_op({"name": "Sam", "kind": "partner"}, kind="person")
    push(client, op)
    entry = write(client, people=[op["id"]])
    tagging.read_entry(entry.pk)
    assert {str(tag.person) for tag in tags_of(entry)} == {op["id"]}


def test_the_sweep_finds_what_nobody_rang_for(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = write(client)
    rung: list[list[int]] = []
    monkeypatch.setattr(bell, "send", rung.append)
    monkeypatch.setattr(heartbeat, "_last", -heartbeat.EVERY_S)
    tasks.sweep()
    assert rung == [[entry.pk]]
    assert Heartbeat.objects.get().engine == tagging.reader().version


def test_reading_is_kept_out_of_the_log(client: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    entry = write(client)
    tasks.read_entries([entry.pk])
    assert Reading.objects.filter(entry=entry).exists()
    assert not any(word in caplog.text for word in ("asked", "dinner", str(ENTRY.document(entry)["text"])))
