"""Seeing and forgetting what was learned."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from journal.models import Lessons
from tests.journal.teaching import ALIKE, ASKING, OTHER_PATTERN, lessons_of, say, teach, the_tag, write

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_: As, ana: User) -> APIClient:
    return as_(ana)


def test_nothing_was_learned_at_first(client: APIClient) -> None:
    assert lessons_of(client) == []
    assert client.delete("/api/v1/lessons/").status_code == 204


def test_a_lesson_says_what_it_changes_and_shows_the_newest_words(client: APIClient) -> None:
    teach(client, times=4)
    write(client, ALIKE[4])
    [lesson] = lessons_of(client)
    assert lesson.pop("id") == str(the_tag(write(client, ALIKE[4])).taught.lesson)  # type: ignore[union-attr]
    assert lesson == {
        "pattern": ASKING, "answer": "theirs", "corrected": None, "times": 4, "quotes": list(ALIKE[3:0:-1]),
    }  # fmt: skip


@pytest.mark.parametrize("everything", [True, False])
def test_a_forgotten_lesson_is_undone_everywhere_and_its_answers_stay(client: APIClient, everything: bool) -> None:
    answered = teach(client)
    followed = write(client, ALIKE[3])
    [lesson] = lessons_of(client)
    position = client.get("/api/v1/sync/pull").json()["next"]
    assert client.delete("/api/v1/lessons/" + ("" if everything else f"{lesson['id']}/")).status_code == 204
    assert lessons_of(client) == []
    assert the_tag(followed).taught is None
    assert {the_tag(entry).verdict for entry in answered} == {"theirs"}
    [change] = client.get("/api/v1/sync/pull", {"after": position}).json()["changes"]
    assert (change["kind"], change["id"], change["doc"]["tags"][0]["taught"]) == ("reading", str(followed.uid), None)


@pytest.mark.parametrize("everything", [True, False])
def test_what_was_forgotten_is_learned_again_only_from_new_answers(client: APIClient, everything: bool) -> None:
    teach(client)
    write(client, ALIKE[3])
    one = "" if everything else f"{lessons_of(client)[0]['id']}/"
    client.delete(f"/api/v1/lessons/{one}")
    Lessons.objects.get()
    assert the_tag(write(client, ALIKE[3])).taught is None
    teach(client, "no")
    taught = the_tag(write(client, ALIKE[4])).taught
    assert taught is not None
    assert (taught.answer, taught.times) == ("no", 3)


def test_one_lesson_is_forgotten_and_the_others_stay(client: APIClient) -> None:
    teach(client)
    for _ in range(3):
        say(client, write(client, OTHER_PATTERN), "no")
    write(client, ALIKE[3])
    newest, older = lessons_of(client)
    assert (newest["pattern"], older["pattern"]) == ("partner_monitoring", ASKING)
    client.delete(f"/api/v1/lessons/{newest['id']}/")
    assert lessons_of(client) == [older]
    assert the_tag(write(client, ALIKE[4])).taught
    assert the_tag(write(client, OTHER_PATTERN), "partner_monitoring").taught is None


def test_bens_lessons_and_anas_are_apart(client: APIClient, as_: As, ben: User) -> None:
    teach(client)
    write(client, ALIKE[3])
    [lesson] = lessons_of(client)
    theirs = as_(ben)
    assert lessons_of(theirs) == []
    assert theirs.delete(f"/api/v1/lessons/{lesson['id']}/").status_code == 404
    assert theirs.delete("/api/v1/lessons/").status_code == 204
    assert lessons_of(client) == [lesson]


@pytest.mark.parametrize(("answer", "pattern", "family"), [("no", None, None), ("other_pattern", "repair", "secure")])
def test_a_list_of_entries_by_pattern_hears_what_was_taught(
    client: APIClient, answer: str, pattern: str | None, family: str | None
) -> None:
    teach(client, answer, pattern=pattern)
    write(client, ALIKE[3])

    def find(**asked: str) -> int:
        return len(client.get("/api/v1/entries/", asked).json()["results"])

    assert (find(pattern=ASKING), find(family="anxious")) == (0, 0)
    if pattern and family:
        assert (find(pattern=pattern), find(family=family)) == (4, 4)


def test_a_lesson_that_never_was_is_not_found(client: APIClient) -> None:
    assert client.delete(f"/api/v1/lessons/{uuid4()}/").status_code == 404


def test_the_list_takes_as_many_queries_for_three_lessons_as_for_one(client: APIClient) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert lessons_of(client)
        return len(queries)

    teach(client)
    write(client, ALIKE[3])
    few = count()
    for text, answer in ((OTHER_PATTERN, "no"), ("She hugged me and I pushed her away at once.", "yes")):
        for _ in range(3):
            say(client, write(client, text), answer)
    teach(client, "no")
    write(client, ALIKE[4])
    assert len(lessons_of(client)) >= 2
    assert count() == few


def test_a_reading_asks_the_database_as_often_after_ten_answers_as_after_three(client: APIClient) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert the_tag(write(client, ALIKE[4])).taught
        return len(queries)

    teach(client)
    write(client, ALIKE[3])
    few = count()
    teach(client, times=4)
    teach(client, times=4)
    write(client, ALIKE[3])
    assert count() == few
