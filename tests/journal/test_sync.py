"""Push and pull: nothing acknowledged is lost, nothing is kept twice, both versions survive a conflict."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from accounts.models import User, new_id
from journal.models import Entry, Operation
from tests.journal.documents import Doc, an_entry, an_op

As = Callable[[User | None], APIClient]
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def push(client: APIClient, *ops: Doc) -> list[Doc]:
    response = client.post("/api/v1/sync/push", {"ops": list(ops)}, format="json")
    assert response.status_code == 200, response.content
    results: list[Doc] = response.json()["results"]
    return results


def pull(client: APIClient, after: str = "", limit: int = 100) -> Doc:
    response = client.get("/api/v1/sync/pull", {"after": after, "limit": str(limit)})
    assert response.status_code == 200, response.content
    found: Doc = response.json()
    return found


def test_what_is_pushed_comes_back_by_pull_unchanged(as_: As, ana: User) -> None:
    doc = an_entry("  Zwei Wörter, 👩‍👩‍👧 and a NUL \u0000.\n", mood=None)
    op = an_op(doc)
    [result] = push(as_(ana), op)
    assert result == {"op_id": op["op_id"], "status": "applied", "version": 1, "seq": 1}
    [change] = pull(as_(ana))["changes"]
    assert change == {"seq": 1, "kind": "entry", "id": op["id"], "version": 1, "deleted": False, "doc": doc}


def test_an_op_sent_again_is_a_duplicate_and_changes_nothing(as_: As, ana: User) -> None:
    op = an_op(an_entry())
    push(as_(ana), op)
    [again] = push(as_(ana), op)
    assert again == {"op_id": op["op_id"], "status": "duplicate", "version": 1, "seq": 1}
    assert Entry.objects.count() == Operation.objects.count() == 1


def test_the_order_of_keys_does_not_make_another_op(as_: As, ana: User) -> None:
    op = an_op(an_entry())
    push(as_(ana), op)
    [again] = push(as_(ana), dict(reversed([*(op | {"doc": dict(reversed(list(op["doc"].items())))}).items()])))
    assert again["status"] == "duplicate"


def test_an_op_id_used_for_another_change_is_rejected(as_: As, ana: User) -> None:
    op = an_op(an_entry("one"))
    push(as_(ana), op)
    [result] = push(as_(ana), op | {"doc": an_entry("two")})
    assert (result["status"], result["error"]["code"]) == ("rejected", "op_id_reused")
    assert pull(as_(ana))["changes"][0]["doc"]["text"] == "one"


def test_an_edit_on_an_old_version_is_a_conflict_with_the_servers_copy(as_: As, ana: User) -> None:
    first = an_op(an_entry("one"))
    push(as_(ana), first)
    push(as_(ana), an_op(an_entry("two"), uid=first["id"], base=1))
    [result] = push(as_(ana), an_op(an_entry("three"), uid=first["id"], base=1))
    assert (result["status"], result["version"], result["server"]["text"]) == ("conflict", 2, "two")


def test_the_same_edit_made_twice_is_no_conflict(as_: As, ana: User) -> None:
    first = an_op(an_entry("one"))
    push(as_(ana), first)
    push(as_(ana), an_op(an_entry("two"), uid=first["id"], base=1))
    [result] = push(as_(ana), an_op(an_entry("two"), uid=first["id"], base=1))
    assert (result["status"], result["version"]) == ("duplicate", 2)


def test_an_edit_of_something_deleted_is_a_conflict_with_nothing(as_: As, ana: User) -> None:
    first = an_op(an_entry())
    push(as_(ana), first, an_op(None, uid=first["id"], base=1, deleted=True))
    [result] = push(as_(ana), an_op(an_entry("late"), uid=first["id"], base=1))
    assert (result["status"], result["server"], result["version"]) == ("conflict", None, 2)


def test_a_deletion_can_be_undone_by_who_has_seen_it(as_: As, ana: User) -> None:
    first = an_op(an_entry("kept after all"))
    push(as_(ana), first, an_op(None, uid=first["id"], base=1, deleted=True))
    [result] = push(as_(ana), an_op(an_entry("kept after all"), uid=first["id"], base=2))
    assert (result["status"], result["version"]) == ("applied", 3)
    assert pull(as_(ana))["changes"][-1]["doc"]["text"] == "kept after all"


def test_deleting_leaves_a_tombstone_without_words(as_: As, ana: User) -> None:
    first = an_op(an_entry())
    push(as_(ana), first, an_op(None, uid=first["id"], base=1, deleted=True))
    [change] = pull(as_(ana))["changes"]
    assert (change["deleted"], change["doc"], change["version"]) == (True, None, 2)
    assert bytes(Entry.objects.get().sealed) == b""


def test_create_and_edit_in_one_batch_end_as_the_edit(as_: As, ana: User) -> None:
    first = an_op(an_entry("one"))
    results = push(as_(ana), first, an_op(an_entry("two"), uid=first["id"], base=1))
    assert [(result["status"], result["version"], result["seq"]) for result in results] == [
        ("applied", 1, 1),
        ("applied", 2, 2),
    ]
    [change] = pull(as_(ana))["changes"]
    assert (change["doc"]["text"], change["version"], change["seq"]) == ("two", 2, 2)


def test_unknown_fields_of_a_document_are_kept_and_given_back(as_: As, ana: User) -> None:
    doc = an_entry(weather={"sky": "grey", "numbers": [1, 2.5, None, 2**80]})
    push(as_(ana), an_op(doc))
    assert pull(as_(ana))["changes"][0]["doc"] == doc


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "x" * 20_001}, "text"),
        ({"text": None}, "text"),
        ({"mood": 6}, "mood"),
        ({"mood": "3"}, "mood"),
        ({"local_day": "0001-01-01"}, "local_day"),
        ({"local_day": "9999-12-31"}, "local_day"),
        ({"local_day": "2026-02-30"}, "local_day"),
        ({"written_at": "2026-11-17T21:05:00"}, "written_at"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"people": ["not an id"]}, "people"),
        ({"context": ["A B"]}, "context"),
        ({"version": 9}, "version"),
        ({"owner": "someone"}, "owner"),
        ({"tags": []}, "tags"),
    ],
)
def test_a_bad_document_is_rejected_alone(as_: As, ana: User, wrong: Doc, field: str) -> None:
    good = an_op(an_entry("kept"))
    results = push(as_(ana), an_op(an_entry(**wrong)), good)
    assert [result["status"] for result in results] == ["rejected", "applied"]
    assert results[0]["error"]["field"] == field
    assert [change["doc"]["text"] for change in pull(as_(ana))["changes"]] == ["kept"]


@pytest.mark.parametrize(
    "raw",
    [
        '{"op_id": "%s", "kind": "entry", "id": "%s", "base_version": 0, "doc": {"text": "\\ud800"}}',
        '{"op_id": "%s", "kind": "entry", "id": "%s", "base_version": 1e400, "doc": {}}',
        '{"op_id": "%s", "kind": "entry", "id": "%s", "base_version": -1, "doc": {}}',
        '{"op_id": "%s", "kind": "entry", "id": "%s", "base_version": 0, "doc": [1]}',
        '{"op_id": "%s", "kind": "diary", "id": "%s", "base_version": 0, "doc": {}}',
        '{"op_id": "%s", "kind": "week", "id": "%s", "base_version": 0, "doc": {}}',
        '{"op_id": "%s", "kind": "entry", "id": "%s", "base_version": 0, "deleted": true}',
    ],
)
def test_a_malformed_op_is_rejected_alone_and_named(as_: As, ana: User, raw: str) -> None:
    op_id, good = new_id(), an_op(an_entry())
    content = '{"ops": [' + raw % (op_id, new_id()) + "," + json.dumps(good) + "]}"
    response = as_(ana).post("/api/v1/sync/push", content, content_type="application/json")
    assert response.status_code == 200
    bad, kept = response.json()["results"]
    assert (bad["op_id"], bad["status"], kept["status"]) == (str(op_id), "rejected", "applied")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("{", 400),
        ('{"ops": {}}', 400),
        ('{"ops": [], "more": 1}', 400),
        ('{"ops": ' + "[" * 20_000 + "]" * 20_000 + "}", 400),
        (b'\xff\xfe{"ops": []}', 400),
        ('{"ops": [' + ",".join(["{}"] * 301) + "]}", 413),
        ('{"ops": ["' + "x" * 2_000_001 + '"]}', 413),
    ],
    ids=["empty", "list", "cut", "object", "unknown", "deep", "utf16", "301 ops", "2 MB"],
)
def test_a_malformed_envelope_is_refused_in_the_one_shape(as_: As, ana: User, content: Any, status: int) -> None:
    response = as_(ana).post("/api/v1/sync/push", content, content_type="application/json")
    assert (response.status_code, set(response.json())) == (status, {"error"})
    assert Entry.objects.count() == 0


def test_an_op_without_a_readable_id_does_not_stop_the_others(as_: As, ana: User) -> None:
    bad, good = push(as_(ana), {"op_id": 7}, an_op(an_entry()))
    assert (bad["op_id"], bad["status"], good["status"]) == (None, "rejected", "applied")


def test_bens_use_of_anas_id_makes_his_own_record_and_reveals_nothing(as_: As, ana: User, ben: User) -> None:
    hers = an_op(an_entry("hers"))
    push(as_(ana), hers)
    create, edit, delete = push(
        as_(ben),
        an_op(an_entry("his"), uid=hers["id"]),
        an_op(an_entry("taken"), uid=hers["id"], base=7),
        an_op(None, uid=hers["id"], base=1, deleted=True),
    )
    assert (create["status"], create["version"], edit["status"]) == ("applied", 1, "conflict")
    assert edit["server"]["text"] == "his"
    assert delete["status"] == "applied"
    assert [change["doc"]["text"] for change in pull(as_(ana))["changes"]] == ["hers"]


def test_bens_edit_or_deletion_of_an_id_that_is_not_his_is_simply_unknown(as_: As, ana: User, ben: User) -> None:
    hers = an_op(an_entry("hers"))
    push(as_(ana), hers)
    his = push(
        as_(ben),
        an_op(an_entry("taken"), uid=hers["id"], base=1),
        an_op(None, uid=hers["id"], base=1, deleted=True),
    )
    unknown = push(
        as_(ben), an_op(an_entry("x"), uid=new_id(), base=1), an_op(None, uid=new_id(), base=1, deleted=True)
    )
    for answers in (his, unknown):
        assert [(one["status"], one["version"], one["server"]) for one in answers] == [("conflict", 0, None)] * 2
    assert pull(as_(ana))["changes"][0]["version"] == 1


def test_pages_follow_each_other_without_gap_or_overlap(as_: As, ana: User) -> None:
    ops = [an_op(an_entry(f"entry {number}")) for number in range(7)]
    push(as_(ana), *ops)
    seen: list[int] = []
    after, more = "", True
    while more:
        page = pull(as_(ana), after, limit=3)
        seen += [change["seq"] for change in page["changes"]]
        after, more = page["next"], page["has_more"]
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    assert pull(as_(ana), after) == page | {"changes": [], "has_more": False, "next": after}


def test_a_rebuilt_feed_asks_to_pull_again(as_: As, ana: User) -> None:
    push(as_(ana), an_op(an_entry()))
    response = as_(ana).get("/api/v1/sync/pull", {"after": f"{new_id()}.1"})
    assert (response.status_code, response.json()["error"]["code"]) == (410, "gone")


@pytest.mark.parametrize(
    "asked", [{"limit": "0"}, {"limit": str(10**30)}, {"limit": "x"}, {"after": "1"}, {"after": "é.²"}]
)
def test_a_nonsense_position_or_limit_is_400(as_: As, ana: User, asked: dict[str, str]) -> None:
    assert as_(ana).get("/api/v1/sync/pull", asked).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_a_push_costs_the_same_queries_whatever_its_size(
    as_: As, ana: User, count: int, django_assert_num_queries: Any
) -> None:
    client = as_(ana)
    push(client, an_op(an_entry()))
    with django_assert_num_queries(10):
        push(client, *(an_op(an_entry()) for _ in range(count)))


@pytest.mark.parametrize("count", [1, 3])
def test_a_pull_costs_the_same_queries_whatever_its_size(
    as_: As, ana: User, count: int, django_assert_num_queries: Any
) -> None:
    client = as_(ana)
    push(client, *(an_op(an_entry()) for _ in range(count)))
    with django_assert_num_queries(9):
        assert len(pull(client)["changes"]) == count


@pytest.mark.parametrize("who", ["stranger", "therapist"])
def test_others_get_nothing(as_: As, dr_lund: User, who: str) -> None:
    client = as_(dr_lund if who == "therapist" else None)
    expected = 403 if who == "therapist" else 401
    assert client.post("/api/v1/sync/push", {"ops": []}, format="json").status_code == expected
    assert client.get("/api/v1/sync/pull").status_code == expected


def test_people_are_kept_as_entries_are(as_: As, ana: User) -> None:
    uid: UUID = new_id()
    push(as_(ana), an_op({"name": "Jo", "kind": "partner"}, kind="person", uid=uid))
    [change] = pull(as_(ana))["changes"]
    assert (change["kind"], change["id"], change["doc"]) == ("person", str(uid), {"name": "Jo", "kind": "partner"})
