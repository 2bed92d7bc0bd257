from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from accounts import keystore
from accounts.models import User
from insights import building
from insights.models import Practice, WeeklyInsight, WeekMark
from insights.tasks import build_stale_weeks
from journal import feed
from journal.documents import Taught
from journal.models import Feed
from tests.insights.keeping import answer, erase, keep, move, practise, read, tag, write
from tests.insights.writing import MONDAY, day

pytestmark = pytest.mark.django_db


def seq(owner: User) -> int:
    return Feed.objects.get(owner=owner).seq


def rows(owner: User) -> list[tuple[str, int, bool]]:
    found = WeeklyInsight.objects.filter(owner=owner).order_by("local_day")
    return [(str(row.local_day), row.version, row.deleted) for row in found]


def test_the_worker_builds_the_weeks_of_everybody_who_wrote(ana: User, ben: User) -> None:
    keep(ana, day(0), tag("withdrawal"))
    keep(ana, day(-7))
    keep(ben, day(1))
    build_stale_weeks()
    assert rows(ana) == [("2026-11-09", 1, False), ("2026-11-16", 1, False)]
    assert rows(ben) == [("2026-11-16", 1, False)]
    (row,) = building.read_week(ana, MONDAY).patterns
    assert (row.pattern, row.entries, row.of) == ("withdrawal", 1, 1)


def test_what_is_up_to_date_is_not_looked_at_again(ana: User) -> None:
    keep(ana, day(0))
    building.refresh(ana)
    building.refresh(ana)  # the week that was just written moved the feed itself
    assert not building.behind().exists()
    with CaptureQueriesContext(connection) as queries:
        building.refresh(ana)
    assert len(queries) == 1


def test_a_rebuild_that_says_nothing_new_is_no_news_in_the_feed(ana: User) -> None:
    entry = keep(ana, day(0), tag("trust", quote="I slept well"))
    building.refresh(ana)
    before, made = seq(ana), WeeklyInsight.objects.get(owner=ana)
    WeekMark.objects.filter(owner=ana).update(seq=0)
    building.refresh(ana)
    assert seq(ana) == before
    assert WeeklyInsight.objects.get(owner=ana).seq == made.seq
    assert building.read_week(ana, MONDAY).moments[0].entry == entry.uid


def test_a_new_reading_reaches_the_week_on_read_without_any_worker(ana: User) -> None:
    entry = write(ana, day(2), text="He asked, I left the room.")
    assert building.read_week(ana, MONDAY).coverage.waiting == 1
    read(entry, tag("withdrawal"))
    week = building.read_week(ana, MONDAY)
    assert (week.coverage.waiting, week.engine, [row.pattern for row in week.patterns]) == (
        0,
        "reader-1",
        ["withdrawal"],
    )


def test_the_writers_answer_reaches_the_week(ana: User) -> None:
    one, other, third = tag("withdrawal"), tag("jealousy", quote="his ex wrote"), tag("flaw_finding", quote="his shirt")
    entry = keep(ana, day(0), one, other, third)
    building.refresh(ana)
    answer(entry, one, "no")
    answer(entry, other, "theirs")
    answer(entry, third, "not_done")
    week = building.read_week(ana, MONDAY)
    assert [(row.pattern, row.entries, row.resisted) for row in week.patterns] == [("flaw_finding", 0, 1)]
    assert [row.pattern for row in week.theirs] == ["jealousy"]


@pytest.mark.parametrize(("taught", "mine", "theirs"), [("no", 0, 0), ("theirs", 0, 1), (None, 1, 0)])
def test_what_earlier_answers_taught_reaches_the_week(ana: User, taught: Any, mine: int, theirs: int) -> None:
    asked = tag("reassurance_seeking")
    asked.taught = Taught(uuid4(), taught, None, 3) if taught else None
    keep(ana, day(0), asked)
    week = building.read_week(ana, MONDAY)
    assert ([row.entries for row in week.patterns], [row.entries for row in week.theirs]) == ([1] * mine, [1] * theirs)


def test_an_entry_that_moves_leaves_its_old_week(ana: User) -> None:
    entry = keep(ana, day(0))
    building.refresh(ana)
    move(entry, day(-7))
    building.refresh(ana)
    assert rows(ana) == [("2026-11-09", 1, False), ("2026-11-16", 2, True)]


def test_an_entry_that_moves_twice_before_anybody_looks_leaves_its_first_week_too(ana: User) -> None:
    entry = keep(ana, day(0))
    building.refresh(ana)
    move(entry, day(-7))
    move(entry, day(-14))
    building.refresh(ana)
    assert rows(ana) == [("2026-11-02", 1, False), ("2026-11-16", 2, True)]


def test_a_week_that_lost_its_last_entry_leaves_a_tombstone_and_can_come_back(ana: User) -> None:
    entry = keep(ana, day(0))
    building.refresh(ana)
    erase(entry)
    building.refresh(ana)
    assert rows(ana) == [("2026-11-16", 2, True)]
    (change,) = [change for change in feed.changes(ana.pk, 0, 100).changes if change.kind == "week"]
    assert (change.deleted, change.doc) == (True, None)
    keep(ana, day(1))
    building.refresh(ana)
    assert rows(ana) == [("2026-11-16", 3, False)]


def test_the_week_travels_in_the_feed_as_the_document_of_the_contract(ana: User) -> None:
    keep(ana, day(0), tag("repair"), mood=4)
    building.refresh(ana)
    (change,) = [change for change in feed.changes(ana.pk, 0, 100).changes if change.kind == "week"]
    assert change.doc is not None
    assert (change.doc["week"], change.doc["from"], change.doc["moods"][0]["mood"]) == ("2026-W47", "2026-11-16", 4)


def test_only_the_weeks_that_are_read_are_rebuilt_and_the_others_are_not_forgotten(ana: User) -> None:
    keep(ana, day(0))
    keep(ana, day(-70))
    building.refresh(ana, day(0), day(6))
    assert rows(ana) == [("2026-11-16", 1, False)]
    building.refresh(ana)
    assert rows(ana) == [("2026-09-07", 1, False), ("2026-11-16", 1, False)]


def test_an_exercise_that_felt_worse_twice_is_suggested_no_more(ana: User) -> None:
    keep(ana, day(0), tag("withdrawal"))
    assert [each.exercise for each in building.read_week(ana, MONDAY).suggestions] == ["pause-with-return"]
    practise(ana, "pause-with-return", day(1), "worse")
    practise(ana, "pause-with-return", day(2), "worse")
    left = [each.exercise for each in building.read_week(ana, MONDAY).suggestions]
    assert left == ["need-in-three-lines", "savour-trust"]


def test_a_practice_that_comes_late_bears_on_the_weeks_after_it(ana: User) -> None:
    keep(ana, day(0), tag("withdrawal"))
    building.refresh(ana)
    practise(ana, "pause-with-return", day(-2), "worse")
    practise(ana, "pause-with-return", day(-1), "worse")
    left = [each.exercise for each in building.read_week(ana, MONDAY).suggestions]
    assert left == ["need-in-three-lines", "savour-trust"]


def test_years_of_weeks_are_built_in_small_transactions(ana: User) -> None:
    for week in range(20):
        keep(ana, day(0) - timedelta(weeks=week))
    building.refresh(ana)
    assert len(rows(ana)) == 20
    assert WeekMark.objects.get(owner=ana).seq > 0


def test_a_week_whose_key_is_gone_does_not_keep_others_waiting(ana: User, ben: User) -> None:
    keep(ana, day(0))
    keep(ben, day(0))
    building.refresh(ana)
    keystore.destroy(keystore.PERSON, ana.pk)
    write(ana, day(0))
    build_stale_weeks()
    assert rows(ben) == [("2026-11-16", 1, False)]


def test_a_week_that_cannot_be_opened_is_made_anew_from_its_entries(ana: User) -> None:
    keep(ana, day(0), tag("repair"))
    keep(ana, day(-7))
    before = building.read_weeks(ana, day(-7), day(0))
    WeeklyInsight.objects.filter(local_day=MONDAY).update(sealed=b"damaged")
    assert building.read_weeks(ana, day(-7), day(0)) == before
    assert [week.week for week in before] == ["2026-W47", "2026-W46"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_two_who_find_a_week_behind_at_once_write_it_once(ana: User) -> None:
    for number in range(5):
        keep(ana, day(-7 * number))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(refresh_alone, [ana, ana]))
    assert [version for _, version, _ in rows(ana)] == [1] * 5


def refresh_alone(owner: User) -> None:
    try:
        building.refresh(owner)
    finally:
        connections.close_all()


def test_the_database_refuses_a_second_row_for_a_week_and_an_empty_one(ana: User) -> None:
    keep(ana, day(0))
    building.refresh(ana)
    held = WeeklyInsight.objects.get(owner=ana)
    twin = WeeklyInsight(owner=ana, uid=ana.pk, seq=held.seq + 50, local_day=MONDAY, sealed=held.sealed)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        WeeklyInsight.objects.filter(pk=held.pk).update(sealed=b"")
    practice = practise(ana, "five-senses", day(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(sealed=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        WeekMark.objects.filter(owner=ana).update(seq=-1)


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "insights", "sharing", check=True, dry_run=True, verbosity=0)
