"""Two workers at once, on SQLite and on PostgreSQL: an entry is given to one of them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from accounts.models import User
from journal import renewing, tagging
from journal.models import Entry, Reading
from tests.journal.documents import an_entry, an_op
from tests.journal.test_concurrency import alone, push

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
A_MOMENT_S = 0.3
"""What the second worker has to come up against the first one's claim; if it is late, the test says less."""


@pytest.mark.parametrize("again", [False, True], ids=["new", "read by another engine"])
def test_an_entry_is_claimed_by_one_of_two_workers(ana: User, again: bool) -> None:
    push(ana, an_op(an_entry()))
    entry, among = Entry.objects.get(), tagging.due
    if again:
        tagging.read_entry(entry.pk)
        Reading.objects.update(engine="another")
        among = renewing.outdated
    claimed = threading.Event()

    def first() -> bool:
        with transaction.atomic():
            lease = tagging._claim(entry.pk, among())
            claimed.set()
            time.sleep(A_MOMENT_S)
        return lease is not None

    def second() -> bool:
        claimed.wait()
        return tagging._claim(entry.pk, among()) is not None

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(alone, [first, second]))
    assert (results, Entry.objects.get().attempts) == ([True, False], 1)
