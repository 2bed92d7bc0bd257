"""One table of entries, and tokens that say whose they are."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class Token(models.Model):
    objects: ClassVar[models.Manager["Token"]] = models.Manager()  # stated: the type checker knows the product's apps

    key = models.CharField(max_length=40, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)


class Entry(models.Model):
    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    created = models.DateTimeField()
    text = models.TextField(max_length=20_000)
    mood = models.SmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=["user", "-created"], name="floor_user_created"),)
