"""A tag that its writer adds by marking words: kept once, bound to its words, there for every reader and every week."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from rest_framework.test import APIClient

from accounts.models import User, new_id
from insights import acts, building
from journal import answers, queries, tagging
from journal.documents import ReadingContent
from journal.models import Entry, Lessons, Reading, Verdict
from tests.journal.documents import Doc, an_entry, an_op
from tests.journal.marking import (
    ASKED,
    ASKING,
    SAID,
    Finds,
    a_mark,
    added,
    mark,
    push,
    read,
    rewrite,
    tags_of,
    the_marks,
    write,
)

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OWN = (ASKING, ASKED, "yes", True)


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`reader((pattern, words, holder), …)` is what reads from now on; at first it finds nothing."""

    def use(*found: tuple[str, str, str], version: str = "reader-1") -> None:
        one = Finds(*found, version=version)
        monkeypatch.setattr(tagging, "reader", lambda: one)

    use()
    return use


def pull(client: APIClient, kind: str) -> list[Doc]:
    return [one for one in client.get("/api/v1/sync/pull").json()["changes"] if one["kind"] == kind]


def test_it_comes_back_by_pull_as_it_was_sent(client: APIClient) -> None:
    entry = write(client)
    op = mark(client, entry, person=str(new_id()))
    [change] = pull(client, "verdict")
    said = op["doc"] | {"added": added(holder="self", status="enacted")}
    assert (change["id"], change["doc"]) == (op["id"], said)


def test_it_is_kept_with_an_entry_that_comes_in_the_same_push_and_was_not_read(client: APIClient) -> None:
    entry_op = an_op(an_entry(SAID))
    results = push(client, entry_op, an_op(a_mark(entry_op["id"]), kind="verdict"))
    assert [result["status"] for result in results] == ["applied", "applied"]
    entry = Entry.objects.get()
    read(entry)
    assert the_marks(entry) == [OWN]


def test_sent_again_it_is_a_duplicate(client: APIClient) -> None:
    entry = write(client)
    op = mark(client, entry)
    assert push(client, op)[0]["status"] == "duplicate"
    assert push(client, op | {"op_id": str(new_id())})[0]["status"] == "duplicate"
    assert Verdict.objects.count() == 1


def test_changed_on_two_devices_it_is_a_conflict_with_the_servers_copy(client: APIClient) -> None:
    entry = write(client)
    op = mark(client, entry)
    theirs = op["doc"] | {"added": added(holder="partner")}
    assert push(client, an_op(theirs, kind="verdict", uid=op["id"], base=1))[0]["status"] == "applied"
    [result] = push(client, an_op(op["doc"] | {"answer": "no"}, kind="verdict", uid=op["id"], base=1))
    assert (result["status"], result["server"]["added"]["holder"]) == ("conflict", "partner")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"added": added() | {"pattern": "clingy"}}, "invalid", "pattern"),
        ({"added": added() | {"quote": "I never wrote this at all..."}}, "words_gone", "added"),
        ({"added": added() | {"end": 12}}, "invalid", "added"),
        ({"added": {"pattern": ASKING, "start": 1, "end": 2, "quote": " "}}, "invalid", "added"),
        ({"added": {"pattern": ASKING, "start": 0, "end": 1001, "quote": "x" * 1001}}, "invalid", "added"),
        ({"added": added() | {"start": -1}}, "invalid", "added"),
        ({"added": added() | {"holder": "everyone"}}, "invalid", "added"),
        ({"added": added() | {"status": "diagnosed"}}, "invalid", "added"),
        ({"person": "Jo"}, "invalid", "person"),
        ({"entry": str(new_id())}, "unknown_entry", "entry"),
    ],
)
def test_what_cannot_be_kept_is_rejected_alone(client: APIClient, change: Doc, code: str, field: str) -> None:
    entry = write(client)
    bad, good = an_op(a_mark(entry.uid) | change, kind="verdict"), an_op(an_entry("Later."))
    rejected, kept = push(client, bad, good)
    assert (rejected["status"], rejected["error"]["code"], kept["status"]) == ("rejected", code, "applied")
    assert rejected["error"]["field"].startswith(field)
    assert "never wrote" not in rejected["error"]["message"]
    assert not Verdict.objects.exists()


def test_nobody_marks_the_words_of_somebody_else(as_: As, ana: User, ben: User) -> None:
    entry = write(as_(ana))
    [result] = push(as_(ben), an_op(a_mark(entry.uid), kind="verdict"))
    assert (result["status"], result["error"]["code"]) == ("rejected", "unknown_entry")
    assert not Verdict.objects.exists()


def test_an_entry_holds_so_many_and_no_more(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "OWN_MAX", 2)
    entry = write(client)
    first = mark(client, entry)
    mark(client, entry, "I went for a walk", "self_soothing")
    one_more = a_mark(entry.uid, "it passed", "trust")
    assert push(client, an_op(one_more, kind="verdict"))[0]["error"]["code"] == "too_many"
    push(client, an_op(first["doc"] | {"answer": "no"}, kind="verdict", uid=first["id"], base=1))
    assert push(client, an_op(one_more, kind="verdict"))[0]["status"] == "applied"
    [back] = push(client, an_op(first["doc"], kind="verdict", uid=first["id"], base=2))
    assert back["error"]["code"] == "too_many"


@pytest.mark.parametrize(
    ("text", "start"), [(f"Long day. {SAID}", 12), (SAID + " Bed.", 2), (SAID.replace("walk", "run"), 2), (SAID[2:], 0)]
)
def test_it_survives_edits_that_keep_its_words(client: APIClient, text: str, start: int) -> None:
    entry = write(client)
    op = mark(client, entry)
    rewrite(client, entry, text)
    read(entry)
    [tag] = tags_of(entry)
    assert (str(tag.id), tag.start, text[tag.start : tag.end], tag.own) == (op["doc"]["tag"], start, ASKED, True)


def test_it_goes_when_its_words_go_and_comes_back_with_them(client: APIClient) -> None:
    entry = write(client)
    op = mark(client, entry)
    rewrite(client, entry, "We talked.")
    read(entry)
    assert tags_of(entry) == []
    taken = op["doc"] | {"answer": "no"}
    assert push(client, an_op(taken, kind="verdict", uid=op["id"], base=1))[0]["status"] == "applied"
    push(client, an_op(op["doc"], kind="verdict", uid=op["id"], base=2))
    rewrite(client, entry, SAID)
    read(entry)
    assert the_marks(entry) == [OWN]


def test_it_survives_new_readers_and_is_never_read_twice(client: APIClient, reader: Any) -> None:
    entry = write(client)
    read(entry)
    op = mark(client, entry)
    reader((ASKING, "asked again if we", "partner"), ("trust", "it passed", "self"), version="reader-2")
    Entry.objects.update(wants_reading=True)
    read(entry)
    assert the_marks(entry) == [("trust", "it passed", None, False), OWN]
    assert str(tags_of(entry)[1].id) == op["doc"]["tag"]
    assert tags_of(entry)[1].holder == "self"


def test_marking_what_was_read_takes_its_place_at_once_and_gives_it_back(client: APIClient, reader: Any) -> None:
    reader((ASKING, ASKED + ".", "partner"))
    entry = write(client)
    read(entry)
    [before] = tags_of(entry)
    op = mark(client, entry)
    assert the_marks(entry) == [OWN]
    assert "covered" not in pull(client, "reading")[0]["doc"]
    push(client, an_op(None, kind="verdict", uid=op["id"], base=1, deleted=True))
    assert tags_of(entry) == [before]


def test_taken_away_it_stays_away_also_from_new_readers(client: APIClient, reader: Any, ana: User) -> None:
    entry = write(client)
    op = mark(client, entry)
    push(client, an_op(op["doc"] | {"answer": "no"}, kind="verdict", uid=op["id"], base=1))
    reader((ASKING, ASKED, "self"))
    read(entry)
    assert the_marks(entry) == [(ASKING, ASKED, "no", True)]
    assert queries.see_tags(Reading.objects.get().unseal(ReadingContent)) == ()
    push(client, an_op(op["doc"], kind="verdict", uid=op["id"], base=2))
    assert the_marks(entry) == [OWN]


def test_an_answer_that_does_not_bring_the_words_keeps_them(client: APIClient) -> None:
    entry = write(client)
    read(entry)
    op = mark(client, entry)
    plain = {"entry": str(entry.uid), "tag": op["doc"]["tag"], "answer": "theirs"}
    assert push(client, an_op(plain, kind="verdict", uid=op["id"], base=1))[0]["status"] == "applied"
    assert the_marks(entry) == [(ASKING, ASKED, "theirs", True)]


def test_a_week_counts_it_like_a_tag_that_was_said_yes_to(client: APIClient, reader: Any, ana: User) -> None:
    reader((ASKING, ASKED, "self"))
    confirmed = write(client)
    read(confirmed)
    yes = {"entry": str(confirmed.uid), "tag": str(tags_of(confirmed)[0].id), "answer": "yes"}
    push(client, an_op(yes, kind="verdict"))
    reader()
    own = write(client)
    read(own)
    mark(client, own)
    [one, two] = [entry.tags for entry in queries.entries_between(ana, date(2026, 11, 17), date(2026, 11, 17))]
    told = [[(tag.pattern, tag.holder, tag.status, tag.quote, tag.verdict) for tag in tags] for tags in (one, two)]
    assert told[0] == told[1] == [(ASKING, "self", "enacted", ASKED, "yes")]
    week = building.read_week(ana, date(2026, 11, 16))
    [row] = week.patterns
    assert (row.pattern, row.entries, row.of) == (ASKING, 2, 2)


@pytest.mark.parametrize(
    ("holder", "status", "became"),
    [("self", "enacted", "done"), ("self", "resisted", "resisted"), ("self", "urge", "urge"), ("self", "past", None),
     ("self", "hypothetical", None), ("partner", "enacted", "theirs"), ("other", "past", None)],
)  # fmt: skip
def test_what_became_of_it_decides_what_it_counts_as(
    client: APIClient, ana: User, holder: str, status: str, became: str | None
) -> None:
    entry = write(client)
    read(entry)
    mark(client, entry, added=added(holder=holder, status=status))
    found = acts.gather(queries.entries_between(ana, date(2026, 11, 17), date(2026, 11, 17)))
    assert [act.became for act in found if act.pattern == ASKING] == ([became] if became else [])


def test_in_an_entry_that_is_not_read_it_is_kept_and_counts_in_no_week(client: APIClient, ana: User) -> None:
    entry = write(client, read=False)
    mark(client, entry)
    assert not Reading.objects.exists()
    [seen] = queries.entries_between(ana, date(2026, 11, 17), date(2026, 11, 17))
    assert (seen.read, seen.tags) == (False, ())


def test_it_goes_with_its_entry(client: APIClient) -> None:
    entry = write(client)
    op = mark(client, entry)
    push(client, an_op(None, uid=entry.uid, base=1, deleted=True))
    [gone] = Verdict.objects.all()
    assert (gone.deleted, bytes(gone.sealed)) == (True, b"")
    [result] = push(client, an_op(op["doc"], kind="verdict", uid=op["id"], base=2))
    assert result["error"]["code"] == "unknown_entry"


def test_it_teaches_nothing_about_what_is_read(client: APIClient, reader: Any) -> None:
    entry = write(client)
    mark(client, entry)
    reader(("trust", "it passed", "self"))
    read(entry)  # this reader fails when it is asked where words lie
    assert not [row for row in Lessons.objects.all() if b"reassurance" in bytes(row.sealed)]


def test_whom_a_tag_is_about_is_what_its_writer_said_also_after_another_reading(
    client: APIClient, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader((ASKING, ASKED, "self"))
    entry = write(client)
    read(entry)
    jo = str(new_id())
    said = {"entry": str(entry.uid), "tag": str(tags_of(entry)[0].id), "answer": "yes", "person": jo}
    push(client, an_op(said, kind="verdict"))
    Entry.objects.update(wants_reading=True)
    monkeypatch.setattr(Finds, "embed", lambda self, sentences: np.ones((len(sentences), 8), np.float32))  # it teaches
    read(entry)
    assert [str(tag.person) for tag in tags_of(entry)] == [jo]
