"""What a person wrote and felt, what was read in it, and what they said to that."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import new_id
from accounts.vault import DatedSealedModel, SealedModel, index_by_day


class Feed(models.Model):
    """The counter of one person's feed. `seq` is the number of the newest change; every writer holds this row, so
    the order of numbers is the order of commits (a later commit never carries a smaller number)."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField(default=0)
    epoch = models.UUIDField(default=new_id)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seq__gte=0), name="feed_seq_positive")]


class Entry(DatedSealedModel):
    """One entry. In clear beside the sealed text: its day, and what the reading worker needs to know.

    `wants_reading` is the job: it is set in the transaction that saves the text, and cleared by the reading of that
    very version. `leased_until` keeps two workers from reading the same entry. `left_days` are the days that the entry
    was moved away from, whose weeks must forget it however often it moves before they are rebuilt.
    """

    left_days = models.JSONField(default=list)
    wants_reading = models.BooleanField(default=False)
    wanted_at = models.DateTimeField(null=True)
    read_version = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            index_by_day("entry_by_day"),
            models.Index(fields=["leased_until"], condition=Q(wants_reading=True), name="entry_to_read"),
        ]
        constraints: ClassVar = [
            *SealedModel.constraints("entry"),
            models.CheckConstraint(condition=Q(read_version__lte=F("version")), name="entry_read_not_ahead"),
            models.CheckConstraint(condition=Q(deleted=False) | Q(wants_reading=False), name="entry_gone_not_read"),
        ]


class Person(SealedModel):
    """Somebody the person writes about."""

    class Meta:
        constraints: ClassVar = SealedModel.constraints("person")


class Reading(DatedSealedModel):
    """What was read in one version of an entry. Its `uid` is the entry's.

    In clear, for the worker: `engine` is the last reader that looked at this version, whether or not it could read it,
    and `looked_at` when; `set_aside` says that it could not, three times. The reader that found the tags stands sealed
    beside them: where the last one failed, what an earlier one found is kept.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="reading")
    content_version = models.PositiveIntegerField()
    engine = models.CharField(max_length=64, blank=True)
    looked_at = models.DateTimeField(null=True)
    set_aside = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            index_by_day("reading_by_day"),
            models.Index(fields=["engine"], condition=Q(deleted=False), name="reading_by_engine"),
            models.Index(fields=["set_aside"], condition=Q(set_aside=True), name="reading_set_aside"),
        ]
        constraints: ClassVar = [
            *SealedModel.constraints("reading"),
            models.CheckConstraint(condition=Q(content_version__gte=1), name="reading_of_a_version"),
        ]


class Verdict(DatedSealedModel):
    """The writer's answer to one tag; it binds the pattern to the words, whatever is read later."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="verdicts")

    class Meta:
        indexes: ClassVar = [index_by_day("verdict_by_day")]
        constraints: ClassVar = SealedModel.constraints("verdict")


class Lessons(SealedModel):
    """What one person's answers taught: one sealed record each, kept in no feed and sent to no device as it is.

    It can be made again from the verdicts, but for what its owner asked to forget.
    """

    class Meta:
        constraints: ClassVar = [
            *SealedModel.constraints("lessons"),
            models.UniqueConstraint(fields=["owner"], name="lessons_once"),
        ]


class Reminders(models.Model):
    """What one person wants to be reminded of: one sealed record each, on no feed; devices ask for it.

    In clear, for the worker: `rings_at`, when it has to look next, and `zone`, the clock this was reckoned by. Where
    its owner has moved to another zone, it is reckoned anew.
    """

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sealed = models.BinaryField(default=b"")
    rings_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["rings_at"], name="reminders_by_moment")]

    def __str__(self) -> str:
        return f"reminders:{self.owner_id}"


class Operation(models.Model):
    """A change that was kept, by the id that the phone gave it: sent again, it is answered and not done again.

    `digest` is a keyed hash of what was sent; it tells a repetition from another change under the same id.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    op_id = models.UUIDField()
    digest = models.CharField(max_length=43)
    version = models.PositiveIntegerField()
    seq = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "op_id"], name="operation_once"),
            models.CheckConstraint(condition=Q(version__gte=1, seq__gte=1), name="operation_numbered"),
        ]


class Heartbeat(models.Model):
    """A worker's sign of life. `engine` is the reader it has loaded; when there is none, `problem` says why.

    Two versions on one machine have a row each, so that neither hides the other.
    """

    worker = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
    engine = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(engine="", problem=""), name="heartbeat_loaded_or_says_why")
        ]
