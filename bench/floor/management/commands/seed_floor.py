"""Fills the floor's database."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from bench.floor import READER, WRITER
from bench.floor.models import Entry, Token

OTHERS, THEIRS, OWN = 50, 400, 3_650
BATCH = 500
TEXT = "He was late and I had the message typed out. I put the phone in the hall and did the washing up. " * 3


class Command(BaseCommand):
    help = "Make the floor's tables: a reader with 3,650 entries among 50 others, and a writer with none yet."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)
        reader, writer, *others = User.objects.bulk_create(User(username=f"u{n}") for n in range(OTHERS + 2))
        Token.objects.create(key=READER, user=reader)
        Token.objects.create(key=WRITER, user=writer)
        newest = datetime.now(UTC)
        ago = [(reader.pk, timedelta(days=n)) for n in range(OWN)]
        ago += [(user.pk, timedelta(days=n, minutes=user.pk)) for user in others for n in range(THEIRS)]
        ago.sort(key=lambda row: row[1], reverse=True)  # others' rows lie between the reader's, as in real life
        rows = (Entry(user_id=user, created=newest - age, text=TEXT, mood=1 + age.days % 5) for user, age in ago)
        while batch := list(islice(rows, BATCH)):
            Entry.objects.bulk_create(batch)
