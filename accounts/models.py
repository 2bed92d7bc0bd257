"""Who someone is, and the wrapped keys of their journal."""

from typing import ClassVar
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def new_id() -> UUID:
    """A time-ordered id (UUIDv7)."""
    return uuids.uuid7()


class Role(models.TextChoices):
    CLIENT = "client"
    THERAPIST = "therapist"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account: a client, who keeps a journal, or a therapist, who may be shown a page of one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=9, choices=Role, default=Role.CLIENT)
    zone = models.CharField(max_length=64, default="UTC")
    reading = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(condition=~models.Q(email=""), name="user_email_given"),
        ]

    @property
    def is_client(self) -> bool:
        return self.role == Role.CLIENT

    @property
    def is_therapist(self) -> bool:
        return self.role == Role.THERAPIST


class Keyset(models.Model):
    """A wrapped keyset, in the database `keys`: `subject` is a person's or a grant's id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=8)
    subject = models.UUIDField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject"], name="keyset_one_each"),
            models.CheckConstraint(condition=models.Q(purpose__in=["person", "grant"]), name="keyset_purpose_known"),
        ]


class PushSubscription(models.Model):
    """A browser that asked to be reached. Address, keys and name are sealed; `digest` is a keyed hash of the former."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="push_subscription_told_apart"),
            models.CheckConstraint(condition=~models.Q(sealed=b""), name="push_subscription_holds_something"),
        ]

    def __str__(self) -> str:
        return f"push_subscription:{self.id}"
