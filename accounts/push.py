"""Devices that asked to be reached by web push: which ones there are, and which push services may be asked at all.

An endpoint comes from outside and is asked by this server, so it must be https at one of the push services that the
settings name. It is sealed, as are the keys and the device's name; a keyed hash tells one device from another.
"""

from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from accounts import vapidkey, vault
from accounts.models import PushSubscription, User, new_id
from accounts.refusals import Refusal
from accounts.vapidkey import POINT_BYTES, Key

DEVICES_MAX = 10
ENDPOINT_MAX = 1_000
AUTH_BYTES = 16
LOOPBACK = ("127.0.0.1", "localhost")

Language = Literal["en", "es", "de"]
Base64Url = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]+={0,2}$", max_length=100)]


class PushKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    p256dh: Base64Url
    auth: Base64Url


class Device(msgspec.Struct, frozen=True):
    """How one browser is reached, which language it shows, and what its owner calls it."""

    endpoint: str
    keys: PushKeys
    language: Language = "en"
    name: str = ""


def key() -> Key | None:
    """This server's key pair; None where reminders cannot be sent."""
    return vapidkey.parse(settings.VAPID_KEY) if settings.VAPID_KEY and settings.PUSH_HOSTS else None


def is_allowed(endpoint: str) -> bool:
    """Whether this server may ask `endpoint`: https at a push service of the settings, on the usual port, nothing
    hidden in the address. Tests alone have theirs on loopback."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if len(endpoint) > ENDPOINT_MAX or not endpoint.isascii() or any(sign <= " " or sign in "\\#" for sign in endpoint):
        return False
    if settings.PUSH_LOOPBACK and parts.scheme == "http" and host in LOOPBACK:
        return True
    plain = parts.username is None and parts.password is None and port in (None, 443)
    return parts.scheme == "https" and plain and any(_fits(host, known) for known in settings.PUSH_HOSTS)


def _fits(host: str, known: str) -> bool:
    return host.endswith(known[1:]) and len(host) >= len(known) if known.startswith("*.") else host == known


def register(owner: User, device: Device) -> tuple[PushSubscription, bool]:
    """Keep `device` as one of `owner`, and whether it is new. Whoever signs in on a browser last has it; of more than
    ten, the oldest go. Raises Refusal."""
    if not is_allowed(device.endpoint):
        raise Refusal("invalid", "Holdfast does not know this push service.", "endpoint")
    _check(device.keys.p256dh, POINT_BYTES)
    _check(device.keys.auth, AUTH_BYTES)
    try:
        return _keep(owner, device, _digest(device))
    except IntegrityError:  # the same device, at the same moment: it is there by now
        return _keep(owner, device, _digest(device))


def _keep(owner: User, device: Device, digest: str) -> tuple[PushSubscription, bool]:
    with transaction.atomic():
        PushSubscription.objects.filter(digest=digest).exclude(owner=owner).delete()
        known = PushSubscription.objects.filter(digest=digest).first()
        row = known or PushSubscription(id=new_id(), owner=owner, digest=digest)
        row.sealed = vault.seal(owner.pk, PushSubscription._meta.db_table, row.pk, device)
        row.save()
        newest = PushSubscription.objects.filter(owner=owner).order_by("-pk").values_list("pk", flat=True)
        PushSubscription.objects.filter(owner=owner).exclude(pk__in=list(newest[:DEVICES_MAX])).delete()
    return row, known is None


def _check(text: str, size: int) -> None:
    """Only the whole pair of keys lets anybody be reached: half of one is refused here, not discovered at night."""
    try:
        if len(vapidkey.decode(text)) == size:
            return
    except ValueError:
        pass
    raise Refusal("invalid", "These are not the keys of a subscription.", "keys")


def _digest(device: Device) -> str:
    """Of address and secrets together: nobody who merely learned an address can take a device over."""
    whole = "\n".join((device.endpoint, device.keys.p256dh.rstrip("="), device.keys.auth.rstrip("=")))
    return salted_hmac("accounts.push", whole, algorithm="sha256").hexdigest()


def opened(row: PushSubscription) -> Device:
    """How this device is reached. Raises Unreadable."""
    return vault.unseal(row.owner_id, PushSubscription._meta.db_table, row.pk, row.sealed, Device)
