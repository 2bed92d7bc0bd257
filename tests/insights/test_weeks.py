from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.weeks import Coverage, Mark, Moment, MoodPoint, TheirRow, Urges, Week, build
from journal.vocabulary import HOLDERS, PATTERNS, SECURE, STATUSES
from tests.insights.writing import MONDAY, Entry, Tag, day, looked


def test_a_pattern_is_counted_by_entries_of_those_read_with_its_interval_and_days() -> None:
    entries = [Entry(day(n), (Tag("withdrawal"),)) for n in (0, 2, 2)] + [Entry(day(n)) for n in (1, 3, 4, 5)]
    (row,) = build(MONDAY, entries).patterns
    assert (row.pattern, row.family, row.name) == ("withdrawal", "avoidant", "Pulling back")
    assert (row.entries, row.of, row.low, row.high) == (3, 7, 0.16, 0.75)
    assert row.days == (Mark(day(0), "done"), Mark(day(2), "done"))
    assert row.sentence == "In 3 of 7 entries. The real share may lie anywhere from 16% to 75%."


def test_a_pattern_noted_twice_in_one_entry_counts_once() -> None:
    (row,) = build(MONDAY, [Entry(tags=(Tag("jealousy"), Tag("jealousy", quote="more")))]).patterns
    assert (row.entries, row.of) == (1, 1)


@pytest.mark.parametrize("status", ["past", "hypothetical", "negated", "reported", "urge"])
def test_what_was_not_done_this_week_makes_no_row(status: str) -> None:
    week = build(MONDAY, [Entry(tags=(Tag("reassurance_seeking", status), Tag("repair", status)))])
    assert (week.patterns, week.secure, week.moments, week.theirs) == ((), (), (), ())


def test_what_others_did_stands_apart_and_never_counts_as_the_writers() -> None:
    entries = [Entry(tags=(Tag("withdrawal", holder="partner"),)), Entry(tags=(Tag("withdrawal", holder="other"),))]
    week = build(MONDAY, entries)
    assert week.patterns == ()
    assert week.theirs == (TheirRow("withdrawal", "avoidant", "Pulling back", 2, 2),)


def test_what_others_wished_or_might_do_is_not_told() -> None:
    others = tuple(Tag("withdrawal", status, "partner") for status in STATUSES if status != "enacted")
    assert build(MONDAY, [Entry(tags=others)]).theirs == ()


def test_their_doing_is_marked_on_the_writers_own_row_of_that_pattern() -> None:
    entries = [Entry(day(0), (Tag("withdrawal"),)), Entry(day(1), (Tag("withdrawal", holder="partner"),))]
    (row,) = build(MONDAY, entries).patterns
    assert row.entries == 1
    assert row.days == (Mark(day(0), "done"), Mark(day(1), "theirs"))


def test_a_resisted_urge_is_growth_and_never_counts_as_the_old_pattern() -> None:
    tag = Tag("proximity_escalation", "resisted", quote="I wanted to call, and went for a walk")
    week = build(MONDAY, [Entry(day(3), (tag,))])
    (row,), (steady,), (moment,) = week.patterns, week.secure, week.moments
    assert (row.entries, row.of, row.resisted, row.days) == (0, 1, 1, (Mark(day(3), "resisted"),))
    assert row.sentence == "In one entry you felt the pull and let it pass."
    assert (steady.pattern, steady.entries, steady.days) == ("self_soothing", 1, (Mark(day(3), "done"),))
    assert (moment.tag, moment.pattern, moment.quote) == (tag.id, "self_soothing", tag.quote)


def test_urges_are_told_per_pattern_and_entry_with_those_let_pass() -> None:
    entries = [
        Entry(tags=(Tag("jealousy", "urge"), Tag("jealousy", "resisted"))),
        Entry(tags=(Tag("withdrawal", "urge"),)),
        Entry(tags=(Tag("withdrawal", "resisted"), Tag("withdrawal", "urge", "partner"))),
    ]
    assert build(MONDAY, entries).urges == Urges(3, 2, "You noted three urges and let two of them pass.")


def test_holding_back_a_steady_act_is_no_urge_and_no_moment() -> None:
    week = build(MONDAY, [Entry(tags=(Tag("repair", "resisted"), Tag("direct_need", "urge")))])
    assert week.urges == Urges(0, 0, "No urges were noted.")
    assert (week.secure, week.moments) == ((), ())


def test_secure_moments_come_with_their_words_in_the_order_they_were_written() -> None:
    later = Entry(day(2), (Tag("repair", quote="I said sorry for my part"),))
    first = Entry(day(1), (Tag("trust", quote="I slept well while he was away"),))
    moments = build(MONDAY, [later, first]).moments
    assert moments == (
        Moment(day(1), first.id, first.tags[0].id, "trust", "I slept well while he was away"),
        Moment(day(2), later.id, later.tags[0].id, "repair", "I said sorry for my part"),
    )


def test_fright_near_a_person_is_never_counted() -> None:
    tags = tuple(Tag("alarm_in_closeness", status, holder) for status in STATUSES for holder in HOLDERS)
    week = build(MONDAY, [Entry(tags=tags)])
    assert (week.patterns, week.secure, week.theirs, week.urges.felt, week.moments) == ((), (), (), 0, ())


def test_coverage_tells_days_entries_and_what_is_still_being_read() -> None:
    entries = [Entry(day(0)), Entry(day(0)), Entry(day(4)), Entry(day(6), read=False, waiting=True)]
    expected = Coverage(4, 3, 7, 1, "You wrote on 3 of 7 days. One entry is still being read.")
    assert build(MONDAY, entries).coverage == expected


@pytest.mark.parametrize(
    ("entries", "older", "again"),
    [
        ([looked("one"), looked("one")], 0, 0),
        ([looked("one"), looked("two", hour=22), looked("one")], 2, 2),
        # Rolled back: the newest look counts, whatever the engines are called.
        ([looked("one", hour=23), looked("two", hour=22)], 1, 1),
        # The newer reader failed over one: what the older one found stays.
        ([looked("one", by="two"), looked("two")], 1, 0),
        # Its writer wants nothing read any more.
        ([looked("one", renewed=False), looked("two", hour=22)], 1, 0),
        # Read before anybody noted when: not by the newest.
        ([Entry(engine="one", looked_by="", looked_at=None), looked("two")], 1, 1),
        ([Entry(engine="", looked_by="", looked_at=None, read=False, waiting=True), looked("two")], 0, 0),
    ],
)
def test_a_week_never_mixes_readers_silently(entries: list[Entry], older: int, again: int) -> None:
    coverage = build(MONDAY, entries).coverage
    assert (coverage.older, coverage.again, bool(coverage.readers)) == (older, again, older > 0)


def test_an_entry_that_was_not_read_is_no_part_of_the_denominator() -> None:
    unread = Entry(day(1), (Tag("withdrawal"),), read=False, waiting=True)
    refused = Entry(day(1), read=False)
    week = build(MONDAY, [Entry(tags=(Tag("withdrawal"),)), unread, refused])
    assert [(row.entries, row.of) for row in week.patterns] == [(1, 1)]


def test_the_same_words_make_one_moment() -> None:
    twice = (Tag("self_soothing", quote="I breathed"), Tag("jealousy", "resisted", quote="I breathed"))
    assert [moment.tag for moment in build(MONDAY, [Entry(tags=twice)]).moments] == [twice[0].id]


def test_each_entry_counts_once_and_only_in_the_week_of_its_own_day() -> None:
    sunday = Entry(day(6), (Tag("trust"),), written_at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    week = build(MONDAY, [sunday, sunday, Entry(day(-1)), Entry(day(7))])
    assert week.coverage.entries == 1
    assert build(day(7), [sunday]).coverage.entries == 0


def test_moods_keep_their_gaps() -> None:
    tuesday, friday = Entry(day(1), mood=2), Entry(day(4), mood=5)
    moods = build(MONDAY, [friday, Entry(day(2)), tuesday]).moods
    assert moods == (MoodPoint(day(1), 2, tuesday.id), MoodPoint(day(4), 5, friday.id))


@pytest.mark.parametrize(("entries", "enough"), [(4, False), (5, True)])
def test_a_share_is_spoken_of_from_five_read_entries_on(entries: int, enough: bool) -> None:
    week = build(MONDAY, [Entry(tags=(Tag("withdrawal"),)) for _ in range(entries)])
    assert week.enough is enough
    assert ("Too few entries to say how often." in week.patterns[0].sentence) is not enough
    assert ("too few entries to say how often" in week.sentence) is not enough


def test_more_frequent_patterns_come_first() -> None:
    often, once = Tag("withdrawal"), Tag("jealousy")
    week = build(
        MONDAY, [Entry(tags=(often,)), Entry(tags=(once, often)), Entry(tags=(Tag("flaw_finding", "resisted"),))]
    )
    assert [row.pattern for row in week.patterns] == ["withdrawal", "jealousy", "flaw_finding"]


def test_every_reader_that_was_counted_is_named() -> None:
    entries = [Entry(engine="b"), Entry(engine="a"), Entry(engine="b"), Entry(engine="old", read=False)]
    assert build(MONDAY, entries).engine == "a, b"


def test_the_week_is_written_with_the_keys_of_the_contract() -> None:
    document = msgspec.to_builtins(build(MONDAY, []))
    assert (document["week"], document["from"], document["to"]) == ("2026-W47", "2026-11-16", "2026-11-22")
    assert " ".join(document) == (
        "week from to engine coverage moods secure patterns moments urges theirs suggestions enough sentence"
    )
    assert msgspec.convert(document, Week) == build(MONDAY, [])


tags = st.builds(Tag, st.sampled_from(PATTERNS), st.sampled_from(STATUSES), st.sampled_from(HOLDERS))
days = st.integers(-2, 8).map(lambda offset: date(2026, 11, 16) + timedelta(days=offset))
entries = st.lists(st.builds(Entry, days, st.lists(tags, max_size=4).map(tuple), read=st.booleans()), max_size=12)


@settings(max_examples=200, deadline=None)
@given(entries)
def test_counts_equal_a_naive_recount(written: list[Entry]) -> None:
    week = build(MONDAY, written)
    read = [entry for entry in written if entry.read and 0 <= (entry.day - MONDAY).days < 7]
    for row in (*week.patterns, *week.secure):
        own = [{(tag.holder, tag.status) for tag in entry.tags if tag.pattern == row.pattern} for entry in read]
        done = [("self", "enacted") in found for found in own]
        if row.pattern == "self_soothing":
            done = [was or _resisted(entry) for was, entry in zip(done, read, strict=True)]
        assert (row.entries, row.of) == (sum(done), len(read))
        expected = 0 if row.pattern in SECURE else sum(("self", "resisted") in found for found in own)
        assert row.resisted == expected
    assert week.coverage.entries == sum(0 <= (entry.day - MONDAY).days < 7 for entry in written)


def _resisted(entry: Entry) -> bool:
    uncounted = SECURE | {"alarm_in_closeness"}
    return any((tag.holder, tag.status) == ("self", "resisted") and tag.pattern not in uncounted for tag in entry.tags)
