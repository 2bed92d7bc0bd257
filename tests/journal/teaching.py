"""Ana writes, the real reader reads, and she answers: how the tests about lessons get there."""

from typing import Any

from rest_framework.test import APIClient

from journal import tagging
from journal.documents import ReadingContent, TagContent
from journal.models import Entry, Reading
from tests.journal.documents import an_entry, an_op

ASKING = "reassurance_seeking"
ALIKE = (
    "I asked Ravi again if we are okay after the film.",
    "I asked Ravi again if we are okay after his shift.",
    "In the car I asked Ravi again if we are okay.",
    "I asked Ravi again if we are okay, on the phone this time.",
    "I asked Ravi again tonight if we are okay.",
)
UNLIKE = "I made Mum say twice that she is proud of me."
OTHER_PATTERN = "I went through Ravi's phone while he slept."


def write(client: APIClient, text: str) -> Entry:
    """An entry that was read."""
    op = an_op(an_entry(text))
    client.post("/api/v1/sync/push", {"ops": [op]}, format="json")
    entry = Entry.objects.get(uid=op["id"])
    assert tagging.read_entry(entry.pk)
    return entry


def the_tag(entry: Entry, pattern: str | None = ASKING) -> TagContent:
    tags = Reading.objects.get(entry=entry).unseal(ReadingContent).tags
    return next(tag for tag in tags if pattern in (None, tag.pattern))


def say(client: APIClient, entry: Entry, answer: str = "theirs", pattern: str | None = None) -> None:
    """Answer the entry's tag."""
    body: dict[str, Any] = {"answer": answer} | ({"pattern": pattern} if pattern else {})
    address = f"/api/v1/entries/{entry.uid}/tags/{the_tag(entry, None).id}/verdict/"
    assert client.put(address, body, format="json").status_code == 200


def teach(client: APIClient, answer: str = "theirs", times: int = 3, pattern: str | None = None) -> list[Entry]:
    """Entries that say nearly the same, each answered in the same way."""
    entries = [write(client, text) for text in ALIKE[:times]]
    for entry in entries:
        say(client, entry, answer, pattern)
    return entries


def lessons_of(client: APIClient) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = client.get("/api/v1/lessons/").json()["results"]
    return results
