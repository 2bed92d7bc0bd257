"""Weeks that were built, exercises that were done, and how far each person's weeks are up to date."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.vault import DatedSealedModel, SealedModel, index_by_day


class WeeklyInsight(DatedSealedModel):
    """One week of one person, sealed. `local_day` is its Monday. A week without entries is a deleted record."""

    class Meta:
        constraints: ClassVar = [
            *SealedModel.constraints("week"),
            models.UniqueConstraint(fields=["owner", "local_day"], name="week_one_each"),
            models.CheckConstraint(condition=Q(deleted=True) | ~Q(sealed=b""), name="week_holds_something"),
        ]


class Practice(DatedSealedModel):
    """An exercise that was done, sealed; `local_day` is the day that the person saw."""

    class Meta:
        indexes: ClassVar = [index_by_day("practice_by_day")]
        constraints: ClassVar = [
            *SealedModel.constraints("practice"),
            models.CheckConstraint(condition=Q(deleted=True) | ~Q(sealed=b""), name="practice_holds_something"),
        ]


class WeekMark(models.Model):
    """Through which number of the owner's feed every week of theirs is up to date."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="week_mark"
    )
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(seq__gte=0), name="week_mark_positive")]
