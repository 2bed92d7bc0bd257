"""Ana marks words, and a reader that finds exactly what it is told to find."""

from typing import Any
from uuid import UUID

from rest_framework.test import APIClient

from accounts.models import new_id
from journal import tagging
from journal.documents import ReadingContent, TagContent
from journal.models import Entry, Reading
from journal.vocabulary import FAMILY_OF
from patterns.values import Reading as Finding
from patterns.values import Tag
from tests.journal.documents import Doc, an_entry, an_op

SAID = "\U0001f30a I asked again if we are okay. Then I went for a walk and it passed."
ASKED = "I asked again if we are okay"
ASKING = "reassurance_seeking"


class Finds:
    """A reader that finds these (pattern, words, holder) and nothing else."""

    def __init__(self, *found: tuple[str, str, str], version: str = "reader-1") -> None:
        self.found, self.version = found, version

    def read(self, text: str, **_: Any) -> Finding:
        tags = [self.tag(text, *one) for one in self.found if one[1] in text]
        return Finding(tuple(tags), self.version, "en", None)

    def tag(self, text: str, pattern: str, words: str, holder: str) -> Tag:
        start = text.index(words)
        return Tag(pattern, FAMILY_OF[pattern], holder, "enacted", start, start + len(words), words, 0.9, "why")

    def embed(self, sentences: Any) -> Any:
        raise AssertionError("nothing is taught here")


def added(words: str = ASKED, pattern: str = ASKING, *, text: str = SAID, **fields: Any) -> Doc:
    start = text.index(words)
    return {"pattern": pattern, "start": start, "end": start + len(words), "quote": words} | fields


def a_mark(entry: UUID | str, words: str = ASKED, pattern: str = ASKING, *, text: str = SAID, **fields: Any) -> Doc:
    """The document of a tag that its writer adds."""
    doc = {"entry": str(entry), "tag": str(new_id()), "answer": "yes", "added": added(words, pattern, text=text)}
    return doc | fields


def push(client: APIClient, *ops: Doc) -> list[Doc]:
    response = client.post("/api/v1/sync/push", {"ops": list(ops)}, format="json")
    assert response.status_code == 200, response.content
    results: list[Doc] = response.json()["results"]
    return results


def write(client: APIClient, text: str = SAID, **fields: Any) -> Entry:
    op = an_op(an_entry(text, **fields))
    push(client, op)
    return Entry.objects.get(uid=op["id"])


def mark(client: APIClient, entry: Entry, words: str = ASKED, pattern: str = ASKING, **fields: Any) -> Doc:
    """Adds a tag; gives the op that did it."""
    op = an_op(a_mark(entry.uid, words, pattern, **fields), kind="verdict")
    [result] = push(client, op)
    assert result["status"] == "applied", result
    return op


def rewrite(client: APIClient, entry: Entry, text: str, **fields: Any) -> None:
    entry.refresh_from_db()
    [result] = push(client, an_op(an_entry(text, **fields), uid=entry.uid, base=entry.version))
    assert result["status"] == "applied", result


def tags_of(entry: Entry) -> list[TagContent]:
    return Reading.objects.get(entry=entry).unseal(ReadingContent).tags


def the_marks(entry: Entry) -> list[tuple[str, str, str | None, bool]]:
    """What stands in the entry: pattern, words, the answer, and whether it is the writer's own."""
    return [(tag.pattern, tag.quote, tag.verdict, tag.own) for tag in tags_of(entry)]


def read(entry: Entry) -> None:
    assert tagging.read_entry(entry.pk)
