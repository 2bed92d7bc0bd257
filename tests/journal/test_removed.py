"""A tag that its writer took away never comes back: after edits, at other offsets, from another engine."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from journal import tagging
from journal.documents import ReadingContent
from journal.models import Entry, Reading
from journal.queries import see_tags
from patterns.reader import Reader
from patterns.values import Reading as Finding
from patterns.values import Tag
from tests.journal.teaching import ALIKE, ASKING, say, the_tag, write
from tests.journal.test_tagging import edit

As = Callable[[User | None], APIClient]
pytestmark = pytest.mark.django_db
SAID = ALIKE[0]


@pytest.fixture
def entry(as_: As, ana: User) -> Entry:
    """An entry of Ana's whose tag she took away."""
    client = as_(ana)
    entry = write(client, SAID)
    say(client, entry, "no")
    return entry


def seen(entry: Entry) -> list[str]:
    return [tag.pattern for tag in see_tags(Reading.objects.get(entry=entry).unseal(ReadingContent))]


@pytest.mark.parametrize(
    "text",
    [
        f"\U0001f30a\U0001f30a Long day. {SAID}",
        f"{SAID} Then we cooked.",
        SAID.upper(),
        SAID.replace("the film", "the film, twice, in the rain"),
        SAID.replace("Ravi", "R."),
        f"Bus late.\n\n\n  {SAID}\n\nBed.",
        f"My own words: {SAID[:-1]}, and he said yes.",
    ],
)
def test_it_stays_away_after_an_edit(entry: Entry, text: str) -> None:
    before = the_tag(entry)
    edit(entry, text)
    assert tagging.read_entry(entry.pk)
    assert ASKING not in seen(entry)
    tag = the_tag(entry)
    assert (tag.id, tag.verdict) == (before.id, "no")


def test_it_stays_away_after_many_edits_in_a_row(entry: Entry) -> None:
    text = SAID
    for number in range(5):
        text = f"Line {number}. {text}"
        edit(entry, text)
        assert tagging.read_entry(entry.pk)
        assert ASKING not in seen(entry)


@pytest.mark.parametrize(("start", "end"), [(0, len(SAID)), (2, len(SAID)), (0, 33), (13, 33), (19, 33), (0, 12)])
def test_another_engine_does_not_bring_it_back_on_more_or_fewer_words(
    entry: Entry, monkeypatch: pytest.MonkeyPatch, start: int, end: int
) -> None:
    class Newer(Reader):
        def read(self, text: str, **_: Any) -> Finding:
            words = text[start:end]
            tag = Tag(ASKING, "anxious", "self", "enacted", start, end, words, 0.99, "You asked again.")
            return Finding((tag,), "newer", "en", None)

    newer = Newer.load()
    monkeypatch.setattr(tagging, "reader", lambda: newer)
    Entry.objects.filter(pk=entry.pk).update(wants_reading=True, leased_until=None)
    assert tagging.read_entry(entry.pk)
    assert Reading.objects.get(entry=entry).unseal(ReadingContent).engine == "newer"
    assert seen(entry) == []
