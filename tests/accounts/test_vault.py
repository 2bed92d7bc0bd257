"""Sealing: a record opens for its owner, in its place, unchanged; and for nobody once the key is gone."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import keystore, rootkey, vault
from accounts.models import Keyset, User, new_id
from accounts.sealing import BLOCK, pad, unpad

pytestmark = pytest.mark.django_db


class Note(msgspec.Struct):
    text: str


def test_what_was_sealed_opens_again(ana: User) -> None:
    uid = new_id()
    assert vault.unseal(ana.pk, "t", uid, vault.seal(ana.pk, "t", uid, Note("hello")), Note) == Note("hello")


@pytest.mark.parametrize("changed", ["owner", "table", "uid", "bytes"])
def test_a_sealed_record_opens_nowhere_else(ana: User, ben: User, changed: str) -> None:
    uid = new_id()
    sealed = vault.seal(ana.pk, "t", uid, Note("hello"))
    vault.seal(ben.pk, "t", uid, Note("ben has a key too"))
    flipped = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(vault.Unreadable):
        vault.unseal(
            ben.pk if changed == "owner" else ana.pk,
            "u" if changed == "table" else "t",
            new_id() if changed == "uid" else uid,
            flipped if changed == "bytes" else sealed,
            Note,
        )


def test_nothing_opens_once_the_key_is_destroyed(ana: User) -> None:
    uid = new_id()
    sealed = vault.seal(ana.pk, "t", uid, Note("hello"))
    keystore.destroy(keystore.PERSON, ana.pk)
    with pytest.raises(vault.Unreadable):
        vault.unseal(ana.pk, "t", uid, sealed, Note)


def test_a_wrapped_key_of_another_person_does_not_unwrap(ana: User, ben: User) -> None:
    for person in (ana, ben):
        keystore.create(keystore.PERSON, person.pk)
    rows = {row.subject: row for row in Keyset.objects.all()}
    Keyset.objects.filter(subject=ben.pk).update(wrapped=bytes(rows[ana.pk].wrapped))
    with pytest.raises(keystore.KeyDamaged):
        keystore.open_keyset(keystore.PERSON, ben.pk)


def test_keys_live_in_their_own_database(ana: User) -> None:
    keystore.create(keystore.PERSON, ana.pk)
    assert Keyset.objects.using("keys").count() == 1
    assert Keyset.objects.get()._state.db == "keys"


def test_making_a_key_twice_keeps_the_first(ana: User) -> None:
    keystore.create(keystore.PERSON, ana.pk)
    first = bytes(Keyset.objects.get().wrapped)
    keystore.create(keystore.PERSON, ana.pk)
    assert bytes(Keyset.objects.get().wrapped) == first


@pytest.mark.parametrize("text", ["", "short", "{}", "change-me"])
def test_a_root_key_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(rootkey.RootKeyRefused):
        rootkey.parse(text)


@given(st.binary(max_size=2000))
def test_padding_is_undone_and_hides_the_size(raw: bytes) -> None:
    padded = pad(raw)
    assert unpad(padded) == raw
    assert len(padded) % BLOCK == 0
    assert len(padded) - len(raw) < BLOCK + 4
