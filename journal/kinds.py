"""The kinds of record that the journal puts into the feed, and how each becomes a document."""

from journal import documents, feed
from journal.models import Entry, Person, Reading, Verdict

ENTRY = feed.Kind("entry", Entry, lambda record: documents.present(record.unseal(documents.EntryContent)))
PERSON = feed.Kind("person", Person, lambda record: documents.present(record.unseal(documents.PersonContent)))
READING = feed.Kind("reading", Reading, lambda record: documents.present(record.unseal(documents.ReadingContent)))
VERDICT = feed.Kind("verdict", Verdict, lambda record: documents.present(record.unseal(documents.VerdictContent)))


def register_all() -> None:
    for kind in (ENTRY, PERSON, READING, VERDICT):
        feed.register(kind)
