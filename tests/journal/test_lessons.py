"""Corrections that teach, with the real reader: followed, shown, taken back, and nobody else's business."""

from collections.abc import Callable

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from journal import learning, lessons, tagging
from journal.documents import ReadingContent
from journal.lessons import LessonsContent
from journal.models import Entry, Lessons, Reading, Verdict
from journal.queries import see_tags
from patterns.reader import Reader
from tests.journal.documents import an_op
from tests.journal.teaching import ALIKE, ASKING, OTHER_PATTERN, UNLIKE, lessons_of, say, teach, the_tag, write
from tests.journal.test_tagging import edit

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


def read_again(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(wants_reading=True, leased_until=None)
    assert tagging.read_entry(entry.pk)


def learned() -> LessonsContent:
    return Lessons.objects.get().unseal(LessonsContent)


@pytest.mark.parametrize(
    ("answer", "pattern", "heard"),
    [
        ("theirs", None, (ASKING, "partner", "enacted")),
        ("not_done", None, (ASKING, "self", "resisted")),
        ("other_pattern", "direct_need", ("direct_need", "self", "enacted")),
        ("no", None, None),
    ],
)
def test_what_was_changed_three_times_is_read_that_way(
    client: APIClient, answer: str, pattern: str | None, heard: tuple[str, str, str] | None
) -> None:
    teach(client, answer, pattern=pattern)
    entry = write(client, ALIKE[3])
    taught = the_tag(entry).taught
    assert taught is not None
    assert (taught.answer, taught.pattern, taught.times) == (answer, pattern, 3)
    assert the_tag(entry).verdict is None
    seen = see_tags(Reading.objects.get(entry=entry).unseal(ReadingContent))
    assert [(tag.pattern, tag.holder, tag.status) for tag in seen] == ([heard] if heard else [])


def test_two_corrections_teach_nothing(client: APIClient) -> None:
    teach(client, times=2)
    assert the_tag(write(client, ALIKE[3])).taught is None
    assert lessons_of(client) == []


def test_other_sentences_and_other_patterns_are_read_as_before(client: APIClient) -> None:
    teach(client)
    assert the_tag(write(client, UNLIKE)).taught is None
    assert the_tag(write(client, OTHER_PATTERN), "partner_monitoring").taught is None


def test_what_is_read_as_theirs_anyway_does_not_claim_to_follow(client: APIClient) -> None:
    teach(client)
    tag = the_tag(write(client, "Ravi asked me again tonight if we are okay."))
    assert (tag.holder, tag.taught) == ("partner", None)


def test_it_counts_how_often_the_same_was_said(client: APIClient) -> None:
    teach(client, times=4)
    taught = the_tag(write(client, ALIKE[4])).taught
    assert taught is not None
    assert taught.times == 4


def test_what_ana_taught_says_nothing_to_ben(client: APIClient, as_: As, ben: User) -> None:
    teach(client)
    write(client, ALIKE[3])
    assert the_tag(write(as_(ben), ALIKE[3])).taught is None
    say(as_(ben), write(as_(ben), UNLIKE), "yes")  # from here on Ben has answers of his own to be looked at
    assert the_tag(write(as_(ben), ALIKE[3])).taught is None
    teach(as_(ben), "no", times=2)
    taught = the_tag(write(client, ALIKE[4])).taught
    assert taught is not None
    assert taught.answer == "theirs"


def test_a_yes_that_is_nearer_keeps_the_tag(client: APIClient) -> None:
    teach(client)
    entry = write(client, ALIKE[3])
    assert the_tag(entry).taught
    say(client, entry, "yes")
    assert the_tag(write(client, ALIKE[3])).taught is None


@pytest.mark.parametrize("answer", ["yes", "theirs"])
def test_an_answer_to_the_very_words_goes_before_what_was_learned(client: APIClient, answer: str) -> None:
    teach(client)
    entry = write(client, ALIKE[3])
    say(client, entry, answer)
    edit(entry, "Long day. " + ALIKE[3])
    assert tagging.read_entry(entry.pk)
    tag = the_tag(entry)
    assert (tag.verdict, tag.taught) == (answer, None)


def test_entries_read_before_stay_as_they_were_until_they_are_read_again(client: APIClient) -> None:
    earlier = write(client, ALIKE[3])
    teach(client)
    write(client, UNLIKE)
    assert the_tag(earlier).taught is None
    read_again(earlier)
    assert the_tag(earlier).taught


def test_a_changed_answer_takes_back_what_it_taught_everywhere(client: APIClient) -> None:
    entries = teach(client)
    followed = write(client, ALIKE[3])
    assert the_tag(followed).taught
    say(client, entries[0], "yes")
    assert the_tag(followed).taught is None
    assert lessons_of(client) == []


def test_the_same_answer_given_again_takes_nothing_back(client: APIClient) -> None:
    entries = teach(client)
    followed = write(client, ALIKE[3])
    say(client, entries[0], "theirs")
    assert the_tag(followed).taught


def test_a_deleted_entry_takes_along_what_it_taught(client: APIClient) -> None:
    entries = teach(client)
    followed = write(client, ALIKE[3])
    op = an_op(None, uid=entries[0].uid, base=1, deleted=True)
    client.post("/api/v1/sync/push", {"ops": [op]}, format="json")
    assert the_tag(followed).taught is None
    assert len(learned().examples) == 2


def test_a_lesson_that_too_few_answers_teach_by_now_is_undone_by_the_worker(
    client: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(client)
    followed = write(client, ALIKE[3])
    say(client, write(client, OTHER_PATTERN), "no")
    monkeypatch.setattr(learning, "CORRECTIONS_KEPT", 3)
    write(client, UNLIKE)
    assert the_tag(followed).taught is None


@pytest.fixture
def change_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    newer = Reader.load()
    newer.version = "newer"
    return lambda: monkeypatch.setattr(tagging, "reader", lambda: newer)


@pytest.mark.parametrize("everything", [True, False])
def test_what_was_forgotten_stays_so_when_another_engine_looks_again(
    client: APIClient, change_engine: Callable[[], None], everything: bool
) -> None:
    teach(client)
    write(client, ALIKE[3])
    client.delete("/api/v1/lessons/" + ("" if everything else f"{lessons_of(client)[0]['id']}/"))
    change_engine()
    assert the_tag(write(client, ALIKE[4])).taught is None
    assert lessons_of(client) == []


def test_another_engine_draws_its_own_vectors_and_keeps_the_lesson(
    client: APIClient, change_engine: Callable[[], None]
) -> None:
    teach(client)
    write(client, ALIKE[3])
    before = learned()
    change_engine()
    entry = write(client, ALIKE[4])
    after = learned()
    assert the_tag(entry).taught
    assert (before.engine, after.engine) != (after.engine, before.engine)
    assert [one.id for one in before.lessons] == [one.id for one in after.lessons]


def test_answers_about_a_pattern_that_is_known_no_more_teach_nothing(
    client: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(client)
    monkeypatch.setattr(learning, "PATTERNS", ("withdrawal",))
    assert the_tag(write(client, ALIKE[3])).taught is None
    assert learned().examples == []


def test_only_the_newest_answers_are_kept(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "CORRECTIONS_KEPT", 3)
    monkeypatch.setattr(learning, "CONFIRMATIONS_KEPT", 1)
    corrected = teach(client, times=4)
    for text in (UNLIKE, OTHER_PATTERN):
        say(client, write(client, text), "yes")
    write(client, ALIKE[4])
    kept = {example.verdict for example in learned().examples}
    newest = Verdict.objects.filter(entry__in=corrected[1:]) | Verdict.objects.filter(
        entry=Entry.objects.order_by("-pk")[1]
    )
    assert kept == set(newest.values_list("uid", flat=True))


def test_forgetting_while_an_entry_is_read_is_heard(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(client)
    write(client, ALIKE[3])
    prepare = learning.prepare

    def prepare_and_forget(*given: object) -> object:
        prepared = prepare(*given)  # type: ignore[arg-type]
        assert client.delete("/api/v1/lessons/").status_code == 204
        return prepared

    monkeypatch.setattr(learning, "prepare", prepare_and_forget)
    assert the_tag(write(client, ALIKE[4])).taught is None


def test_without_an_answer_nothing_is_kept(client: APIClient) -> None:
    write(client, ALIKE[0])
    assert not Lessons.objects.exists()


def test_what_cannot_be_opened_keeps_no_entry_from_being_read(client: APIClient) -> None:
    teach(client)
    write(client, ALIKE[3])
    Lessons.objects.update(sealed=b"damaged")
    assert the_tag(write(client, ALIKE[4])).taught is None
    say(client, Entry.objects.latest("pk"), "no")
    assert client.delete("/api/v1/lessons/").status_code == 204
    assert lessons_of(client) == []


def test_what_was_taught_lies_sealed(client: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    teach(client)
    write(client, ALIKE[3])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_lessons")
        [row] = cursor.fetchall()
    lying = b" ".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row)
    example = learned().examples[0]
    hidden = [b"Ravi", b"asked", ASKING.encode(), b"theirs", example.vector[:16], str(example.verdict).encode()]
    assert [word for word in hidden if word in lying or word in caplog.text.encode()] == []
    assert "Ravi" not in repr(Lessons.objects.get())


def test_what_was_taught_leaves_with_the_person(client: APIClient, ana: User) -> None:
    teach(client)
    write(client, ALIKE[3])
    ana.delete()
    assert not Lessons.objects.exists()


def test_what_was_taught_comes_through_no_feed(client: APIClient) -> None:
    teach(client)
    write(client, ALIKE[3])
    changes = client.get("/api/v1/sync/pull").json()["changes"]
    assert {change["kind"] for change in changes} == {"entry", "reading", "verdict"}
    assert str(Lessons.objects.get().uid) not in {change["id"] for change in changes}
    assert lessons.find(Lessons.objects.get().owner_id)[0]
