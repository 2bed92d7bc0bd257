"""Sealed records: what a person wrote and what was made of it, readable only under that person's own key.

The associated data binds a sealed text to its table, its record and its owner, so that it opens nowhere else.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar
from uuid import UUID

import msgspec
import tink
from django.conf import settings
from django.db import models

from accounts import keystore
from accounts.sealing import pad, unpad

Content = TypeVar("Content", bound=msgspec.Struct)


Record = TypeVar("Record", bound="SealedModel")


class Unreadable(Exception):
    """A sealed record cannot be opened: its key is gone or its bytes were changed."""


def seal(owner: UUID, table: str, uid: UUID, content: msgspec.Struct) -> bytes:
    """`content` encrypted under the key of `owner`, which is made when there is none yet."""
    try:
        key = keystore.open_keyset(keystore.PERSON, owner)
    except keystore.KeyGone:
        keystore.create(keystore.PERSON, owner)
        key = keystore.open_keyset(keystore.PERSON, owner)
    sealed: bytes = key.encrypt(pad(msgspec.json.encode(content)), _bound_to(owner, table, uid))
    return sealed


def unseal(owner: UUID, table: str, uid: UUID, sealed: bytes | memoryview, kind: type[Content]) -> Content:
    """What was sealed. Raises Unreadable."""
    try:
        key = keystore.open_keyset(keystore.PERSON, owner)
        raw = unpad(key.decrypt(bytes(sealed), _bound_to(owner, table, uid)))
        return msgspec.json.decode(raw, type=kind)
    except (keystore.KeyGone, keystore.KeyDamaged, tink.TinkError, ValueError, msgspec.MsgspecError) as error:
        raise Unreadable(table) from error


def _bound_to(owner: UUID, table: str, uid: UUID) -> bytes:
    return f"{table}:{uid}:{owner}".encode()


class SealedModel(models.Model):
    """A record in a person's feed. Clear: owner, id, feed number, version, size in steps of 256 bytes."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uid = models.UUIDField()
    seq = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    deleted = models.BooleanField(default=False)
    sealed = models.BinaryField(default=b"")

    class Meta:
        abstract = True

    @staticmethod
    def constraints(name: str) -> list[models.BaseConstraint]:
        """The constraints of every concrete sealed model: one record per owner and id, one change per feed number."""
        return [
            models.UniqueConstraint(fields=["owner", "uid"], name=f"{name}_uid_per_owner"),
            models.UniqueConstraint(fields=["owner", "seq"], name=f"{name}_seq_per_owner"),
            models.CheckConstraint(condition=models.Q(version__gte=1, seq__gte=1), name=f"{name}_numbered"),
        ]

    def seal(self, content: msgspec.Struct) -> None:
        """Put `content` into this record (not yet saved)."""
        self.sealed = seal(self.owner_id, self._meta.db_table, self.uid, content)

    def unseal(self, kind: type[Content]) -> Content:
        """What this record holds. Raises Unreadable."""
        return unseal(self.owner_id, self._meta.db_table, self.uid, self.sealed, kind)

    def __str__(self) -> str:
        # Never the content: this text may reach a log.
        return f"{self._meta.db_table}:{self.uid}"

    def __repr__(self) -> str:
        return f"<{self}>"


class DatedSealedModel(SealedModel):
    """A sealed record with the day that the person saw, in clear, so that a week is one indexed look-up."""

    local_day = models.DateField()

    class Meta:
        abstract = True


def opened(records: Iterable[Record], kind: type[Content]) -> Iterator[tuple[Record, Content]]:
    """Each of `records` with what it holds; one that cannot be opened is passed over, so that it costs only itself."""
    for record in records:
        try:
            yield record, record.unseal(kind)
        except Unreadable:
            continue


def index_by_day(name: str) -> models.Index:
    """The index behind "this person's records between two days"."""
    return models.Index(fields=["owner", "local_day"], name=name)
