"""Recording what a writer says to tags, and the tags that they add by marking words: both are verdicts.

A tag of the writer's own is a verdict that brings its pattern and its words along, instead of taking them from a tag
that was read. So it is bound to words, settled, sent and erased as every other answer is.
"""

from django.db.models import QuerySet

from accounts.refusals import Refusal
from accounts.vault import Unreadable, opened
from journal import lessons, marking, verdicts
from journal.documents import Added, EntryContent, ReadingContent, TagContent, VerdictContent, parse
from journal.feed import Writing
from journal.models import Entry, Reading, Verdict
from journal.vocabulary import PATTERNS

OWN_MAX = 50
"""Tags of the writer's own in one entry, without those that they took away."""


def parse_verdict(doc: object) -> VerdictContent:
    """Raises Refusal also when a pattern is named without reason, or is not one of ours."""
    content = parse(doc, VerdictContent)
    if (content.answer == "other_pattern") != (content.pattern is not None):
        raise Refusal("invalid", "A pattern is named with the answer `other_pattern`, and only then.", "pattern")
    named = [content.pattern, content.added.pattern if content.added else None]
    if any(pattern is not None and pattern not in PATTERNS for pattern in named):
        raise Refusal("invalid", "This pattern is not known.", "pattern")
    if content.added and content.added.end - content.added.start != len(content.added.quote):
        raise Refusal("invalid", "The words must be as long as their place.", "added")
    return content


def place_verdict(writing: Writing, verdict: Verdict, content: VerdictContent | None) -> None:
    """Bind the verdict to a pattern and words. Raises Refusal when there is no such tag, or no such words."""
    if content is None:
        return
    writing.flush()
    held = next((said for _, said in opened([verdict] if verdict.sealed else [], VerdictContent)), None)
    if held and content.added is None and held.tag == content.tag:
        content.added = held.added  # whoever answers their own tag need not bring its words again
    if content.added:
        _bind_to_words(verdict, content, content.added, held)
    else:
        _bind_to_tag(verdict, content)


def _bind_to_tag(verdict: Verdict, content: VerdictContent) -> None:
    reading = Reading.objects.filter(owner_id=verdict.owner_id, uid=content.entry, deleted=False).first()
    tags = reading.unseal(ReadingContent).tags if reading is not None else []
    tag = next((tag for tag in tags if tag.id == content.tag and not tag.own), None)
    if reading is None or tag is None:
        raise Refusal("unknown_tag", "This tag is not there any more.", "tag")
    verdict.entry_id, verdict.local_day = reading.entry_id, reading.local_day
    content.about, content.quote = tag.pattern, tag.quote


def _bind_to_words(verdict: Verdict, content: VerdictContent, added: Added, held: VerdictContent | None) -> None:
    entry = Entry.objects.filter(owner_id=verdict.owner_id, uid=content.entry, deleted=False).first()
    if entry is None:
        raise Refusal("unknown_entry", "There is no such entry.", "entry")
    verdict.entry_id, verdict.local_day = entry.pk, entry.local_day
    content.about, content.quote = added.pattern, added.quote
    # What stood here once may be answered, also after its words went: they may come back.
    if (held is None or held.added != added) and marking.find(entry.unseal(EntryContent).text, added) is None:
        raise Refusal("words_gone", "These words are not in the entry any more.", "added")
    adds = held is None or held.added is None or held.answer == "no"
    if adds and content.answer != "no":
        others = read_answers(verdicts_of(entry).exclude(uid=verdict.uid))
        if marking.standing(others) >= OWN_MAX:
            raise Refusal("too_many", f"An entry can hold {OWN_MAX} marks of your own.", "added")


def verdicts_of(entry: Entry) -> QuerySet[Verdict]:
    """The answers to tags of `entry`, the newest last."""
    return Verdict.objects.filter(entry=entry, deleted=False).order_by("seq")


def read_answers(rows: QuerySet[Verdict]) -> marking.Answers:
    """What `rows` say; one that cannot be opened costs only itself."""
    return [(row.uid, said) for row, said in opened(rows, VerdictContent)]


def after_verdict(writing: Writing, verdict: Verdict, content: VerdictContent | None) -> None:
    """Put the answers on the tags of the entry, so that every device and every week sees them."""
    writing.flush()
    lessons.reconsider(writing, verdict, content)
    reading = Reading.objects.select_related("entry").filter(entry_id=verdict.entry_id, deleted=False).first()
    if reading is None:
        return
    try:
        found = reading.unseal(ReadingContent)
        _settle(reading, found)
    except Unreadable:
        return  # the answer stands, and waits for a reading that can be opened
    reading.version += 1
    writing.write(reading, found)
    writing.flush()


def _settle(reading: Reading, found: ReadingContent) -> None:
    answers = read_answers(verdicts_of(reading.entry))
    verdicts.settle([tag for tag in [*found.tags, *found.covered] if not tag.own], [said for _, said in answers])
    # A reading of an older version is shown to nobody, and the words of now are not what it read.
    current = reading.content_version == reading.entry.version
    own = current and any(said.added for _, said in answers)
    marking.join(found, reading.entry.unseal(EntryContent).text if own else "", answers if own else [])


def own_tags(entry: Entry) -> list[TagContent]:
    """The tags that the writer added to `entry`, wherever its words stand now. Raises Unreadable."""
    answers = read_answers(verdicts_of(entry))
    if not any(said.added for _, said in answers):
        return []
    return marking.place(entry.unseal(EntryContent).text, answers)
